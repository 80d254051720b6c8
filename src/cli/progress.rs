//! A progress bar for long work: on standard error, only on a terminal, and only after half a second.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::desk::Progress;
use crate::desk::progress::Stop;

/// How long work may last before it shows how far it is.
const PATIENCE: Duration = Duration::from_millis(500);

/// Shows how far long work is.
pub struct Bar {
    began: Instant,
    total: u64,
    what: &'static str,
    bar: Option<ProgressBar>,
    silent: bool,
    stop: Stop,
}

impl Bar {
    /// Silent with `--quiet` and away from a terminal.
    pub fn new(quiet: bool) -> Bar {
        let silent = quiet || !std::io::stderr().is_terminal();
        Bar { began: Instant::now(), total: 0, what: "", bar: None, silent, stop: Stop::default() }
    }

    /// The same, for work that ends when it is not wanted any more.
    pub fn until(mut self, stop: Stop) -> Bar {
        self.stop = stop;
        self
    }
}

impl Progress for Bar {
    fn begin(&mut self, total: u64, what: &'static str) {
        self.end();
        (self.began, self.total, self.what) = (Instant::now(), total, what);
    }

    fn at(&mut self, position: u64, rows: u64) {
        if self.silent || (self.bar.is_none() && self.began.elapsed() < PATIENCE) {
            return;
        }
        let (total, what) = (self.total, self.what);
        let bar = self.bar.get_or_insert_with(|| bar(total, what));
        bar.set_position(position.min(total));
        let seconds = self.began.elapsed().as_secs_f64().max(0.001);
        bar.set_message(format!("{rows} rows, {:.0} rows/s", rows as f64 / seconds));
    }

    fn end(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }

    fn stop(&self) -> Stop {
        self.stop.clone()
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.end();
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
