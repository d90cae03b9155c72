//! Memory of answers that were sent, to write the next ones into. A list of a hundred postcodes takes 140 kB: dear to get and to give
//! back for every request, and what was just sent is still in the processor's cache.

use std::sync::Mutex;

use axum::body::Bytes;

/// Buffers that wait at most.
const MOST: usize = 16;
/// A larger one is given back to the system.
const LARGEST: usize = 256 * 1024;
/// A smaller one is not worth it.
const LEAST: usize = 16 * 1024;

static WAITING: Mutex<Vec<Vec<u8>>> = Mutex::new(Vec::new());

/// Bytes that are on their way to a client.
struct Lent(Vec<u8>);

/// An empty buffer, with room if one waits.
pub fn empty() -> Vec<u8> {
    WAITING.lock().ok().and_then(|mut waiting| waiting.pop()).unwrap_or_default()
}

/// What was written, to be sent; its memory waits for the next answer once it was.
pub fn lent(written: Vec<u8>) -> Bytes {
    Bytes::from_owner(Lent(written))
}

impl AsRef<[u8]> for Lent {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let mut buffer = std::mem::take(&mut self.0);
        if !(LEAST..=LARGEST).contains(&buffer.capacity()) {
            return;
        }
        buffer.clear();
        if let Ok(mut waiting) = WAITING.lock()
            && waiting.len() < MOST
        {
            waiting.push(buffer);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_what_is_sent_and_a_buffer_comes_back_empty() {
        let mut buffer = Vec::with_capacity(LEAST);
        buffer.extend_from_slice(b"an answer");
        let sent = lent(buffer);
        let copy = sent.clone();
        assert_eq!((&*sent, &*copy), (&b"an answer"[..], &b"an answer"[..]));
        drop((sent, copy));
        assert!(empty().is_empty());
    }
}
