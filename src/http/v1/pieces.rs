//! Bodies that are written while they are sent: a slow reader makes the writer wait, one that hangs up ends it.

use std::io::{self, BufWriter, Write};

use axum::body::{Body, Bytes};
use futures_util::{Stream, StreamExt, stream};
use tokio::sync::mpsc::{self, Sender};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::http::problem::Problem;

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

/// Where a body begins: until then, what is wrong can be answered instead of it.
pub struct Start<T> {
    pieces: Sender<Bytes>,
    begun: oneshot::Sender<T>,
}

impl<T> Start<T> {
    /// Begins the body, and says what its head needs. From here on only a client that hangs up ends it early.
    #[must_use]
    pub fn begin(self, head: T) -> BufWriter<Box<dyn Write>> {
        let _hung_up = self.begun.send(head);
        BufWriter::with_capacity(PIECE, Box::new(Pieces(self.pieces)))
    }
}

/// A body that `work` writes on a thread of its own, after it has found that nothing is wrong. So what it finds serves what it
/// writes, and is not computed twice. Should `work` fail after it began, the body is cut off, which a client can tell from its
/// end.
///
/// # Errors
/// What `work` returns before it begins.
pub async fn streamed<T: Send + 'static>(
    work: impl FnOnce(Start<T>) -> Result<(), Problem> + Send + 'static,
) -> Result<(T, Body), Problem> {
    let (pieces, receiver) = mpsc::channel::<Bytes>(WAITING);
    let (begun, has_begun) = oneshot::channel();
    let working = tokio::task::spawn_blocking(move || work(Start { pieces, begun }));
    let Ok(head) = has_begun.await else {
        ended(working).await?;
        return Err(Problem::internal());
    };
    let body = body(stream::unfold(Some((receiver, working)), |state| async {
        let (mut receiver, working) = state?;
        match receiver.recv().await {
            Some(piece) => Some((Ok(piece), Some((receiver, working)))),
            None => ended(working).await.err().map(|_logged| (Err(io::Error::other("cut off")), None)),
        }
    }));
    Ok((head, body))
}

/// How work ended; a panic is a problem of ours.
async fn ended(working: JoinHandle<Result<(), Problem>>) -> Result<(), Problem> {
    working.await.unwrap_or_else(|error| {
        tracing::error!(%error, "a body could not be written");
        Err(Problem::internal())
    })
}

/// A body of a stream. A body that is compressed while it is sent is asked again after its end, which not every stream bears.
pub fn body<E: Into<axum::BoxError>>(pieces: impl Stream<Item = Result<Bytes, E>> + Send + 'static) -> Body {
    Body::from_stream(pieces.fuse())
}
