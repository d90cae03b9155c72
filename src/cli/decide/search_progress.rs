//! How far a search is, on a terminal.

use std::io::{self, IsTerminal};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use indicatif::ProgressBar;

use crate::planning::decide::control::Control;
use crate::planning::decide::work::Work;

/// Shows on a terminal how far a search is, while it is made.
pub(super) fn with_progress<T>(work: &Work, control: &Control, search: impl FnOnce() -> T) -> T {
    if !io::stderr().is_terminal() {
        return search();
    }
    let (started, is_done) = (Instant::now(), AtomicBool::new(false));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let bar = ProgressBar::new_spinner();
            while !is_done.load(Ordering::Relaxed) {
                std::thread::sleep(Duration::from_millis(200));
                bar.set_message(work.progress(control, started.elapsed()).in_words);
                bar.tick();
            }
            bar.finish_and_clear();
        });
        let found = search();
        is_done.store(true, Ordering::Relaxed);
        found
    })
}
