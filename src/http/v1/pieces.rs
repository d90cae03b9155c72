//! Bodies that are written while they are sent: a slow reader makes the writer wait, one that hangs up ends it.

use std::io::{self, BufWriter, Write};

use axum::body::{Body, Bytes};
use futures_util::{Stream, StreamExt, stream};
use tokio::sync::mpsc::{self, Sender};

/// Pieces of about this many bytes.
const PIECE: usize = 16 * 1024;
/// Pieces that wait for a slow reader before the writer waits too.
const WAITING: usize = 4;

/// Sends what is written; an error when nobody reads any more.
struct Pieces(Sender<Bytes>);

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let sent = self.0.blocking_send(Bytes::copy_from_slice(bytes));
        sent.map(|()| bytes.len()).map_err(|_hung_up| io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A body of what `work` writes on a thread of its own.
pub fn streamed(work: impl FnOnce(&mut BufWriter<Box<dyn Write>>) + Send + 'static) -> Body {
    let (pieces, receiver) = mpsc::channel::<Bytes>(WAITING);
    tokio::task::spawn_blocking(move || {
        let mut out = BufWriter::with_capacity(PIECE, Box::new(Pieces(pieces)) as Box<dyn Write>);
        work(&mut out);
        let _hung_up = out.flush();
    });
    body(stream::unfold(receiver, |mut receiver| async {
        let piece = receiver.recv().await?;
        Some((Ok::<_, std::convert::Infallible>(piece), receiver))
    }))
}

/// A body of a stream. A body that is compressed while it is sent is asked again after its end, which not every stream bears.
pub fn body<E: Into<axum::BoxError>>(pieces: impl Stream<Item = Result<Bytes, E>> + Send + 'static) -> Body {
    Body::from_stream(pieces.fuse())
}
