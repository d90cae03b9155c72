//! How long a search may take, who may stop it, and whom it tells how far it is.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde::Serialize;

use super::resume::{self, KeptMove};
use super::search::Watch;

/// Shared between who searches and who waits.
#[derive(Debug, Default)]
pub struct Control {
    stop: AtomicBool,
    steps: AtomicU64,
    lower: AtomicU64,
    /// The cost of the best plan, and one more; 0: none.
    best: AtomicU64,
    /// Plans of a frontier.
    plans: AtomicU64,
    /// The best plan so far; what the search starts from, before it has one.
    moves: Mutex<Vec<KeptMove>>,
}

/// How far a search is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// Steps done.
    pub steps: u64,
    /// No plan costs less.
    pub at_least: u64,
    /// What the best plan found costs; null: none found.
    pub best: Option<u64>,
    /// Plans of a frontier that were met.
    pub plans: u64,
}

impl Control {
    /// Asks the search to stop; it does within milliseconds.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Whether it was asked to stop.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Lets the search start from the best plan of one that ended before its time, by the progress that it was told with.
    pub fn resume(&self, progress: &str) {
        self.keep(resume::read(progress));
    }

    /// The best plan so far.
    #[must_use]
    pub fn moves(&self) -> Vec<KeptMove> {
        self.moves.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Keeps a plan that costs less than the best so far; `moves` is asked only then.
    pub(super) fn offer(&self, cost: u64, moves: impl FnOnce() -> Vec<KeptMove>) {
        if self.progress().best.is_none_or(|best| cost < best) {
            self.tell_best(Some(cost));
            self.keep(moves());
        }
    }

    fn keep(&self, moves: Vec<KeptMove>) {
        *self.moves.lock().unwrap_or_else(PoisonError::into_inner) = moves;
    }

    /// How far the search is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        Progress {
            steps: self.steps.load(Ordering::Relaxed),
            at_least: self.lower.load(Ordering::Relaxed),
            best: self.best.load(Ordering::Relaxed).checked_sub(1),
            plans: self.plans.load(Ordering::Relaxed),
        }
    }

    pub(super) fn tell_front(&self, tried: u64, best: Option<u64>, plans: usize) {
        self.steps.store(tried, Ordering::Relaxed);
        self.plans.store(plans as u64, Ordering::Relaxed);
        self.tell_best(best);
    }

    fn tell_best(&self, cost: Option<u64>) {
        self.best.store(cost.map_or(0, |cost| cost.saturating_add(1)), Ordering::Relaxed);
    }
}

/// One search's limits.
pub(super) struct Limits<'a> {
    pub(super) control: &'a Control,
    /// When to stop.
    pub(super) until: Instant,
    /// Steps left, where they are counted.
    pub(super) steps: Option<u64>,
}

/// A first try takes no longer: where steps are slow, plans by annealing come first.
const FIRST_TRY: Duration = Duration::from_secs(1);
/// The clock is read once in so many steps.
const STEPS_A_LOOK: u64 = 16;

impl<'a> Limits<'a> {
    pub(super) fn new(control: &'a Control, started: Instant, time: Duration, steps: Option<u64>) -> Self {
        Self { control, until: started + time, steps }
    }

    /// The same with at most so many steps.
    pub(super) fn with_steps(&self, most: u64) -> Self {
        let steps = Some(self.steps.map_or(most, |steps| steps.min(most)));
        Self { control: self.control, until: self.until, steps }
    }

    /// The same for a first, short try: at most so many steps, half of the time that is left, and a second. Where steps are counted,
    /// they alone limit it, as every machine must do the same.
    pub(super) fn of_first_try(&self, most_steps: u64) -> Self {
        let now = Instant::now();
        let short = now + (self.until.saturating_duration_since(now) / 2).min(FIRST_TRY);
        let until = if self.steps.is_some() { self.until } else { short };
        Self { until, ..self.with_steps(most_steps) }
    }

    pub(super) fn is_over(&self) -> bool {
        self.control.is_stopped() || Instant::now() >= self.until
    }
}

impl Watch for Limits<'_> {
    fn is_over(&mut self, steps: u64, lower: u64) -> bool {
        if self.steps.is_some_and(|most| steps > most) {
            return true;
        }
        if steps % STEPS_A_LOOK != 1 {
            return false;
        }
        self.control.steps.store(steps, Ordering::Relaxed);
        self.control.lower.fetch_max(lower, Ordering::Relaxed);
        Limits::is_over(self)
    }
}
