//! A progress bar for long work: on standard error, only on a terminal, and only after half a second.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// How long work may last before it shows how far it is.
const PATIENCE: Duration = Duration::from_millis(500);

/// Tells how far long work is.
pub struct Progress {
    began: Instant,
    total: u64,
    what: &'static str,
    bar: Option<ProgressBar>,
    silent: bool,
}

impl Progress {
    /// Work on `total` bytes or rows; `what` names them. Silent with `--quiet` and away from a terminal.
    pub fn over(total: u64, what: &'static str, quiet: bool) -> Progress {
        let silent = quiet || !std::io::stderr().is_terminal();
        Progress { began: Instant::now(), total, what, bar: None, silent }
    }

    /// Says how far the work is: its position, and rows that were done.
    pub fn at(&mut self, position: u64, rows: u64) {
        if self.silent || (self.bar.is_none() && self.began.elapsed() < PATIENCE) {
            return;
        }
        let (total, what) = (self.total, self.what);
        let bar = self.bar.get_or_insert_with(|| bar(total, what));
        bar.set_position(position.min(total));
        let seconds = self.began.elapsed().as_secs_f64().max(0.001);
        bar.set_message(format!("{rows} rows, {:.0} rows/s", rows as f64 / seconds));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn bar(total: u64, what: &str) -> ProgressBar {
    let bar = ProgressBar::new(total);
    let template = format!("{{wide_bar}} {{percent}}% of {what}, {{msg}}, {{eta}} left");
    if let Ok(style) = ProgressStyle::with_template(&template) {
        bar.set_style(style);
    }
    bar
}
