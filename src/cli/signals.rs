//! The signals that end a program from outside. All of them are waited for in one thread, so that none comes in between.

/// What ends a program from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(unix), allow(dead_code))]
pub enum EndSignal {
    /// Ctrl-C.
    Interrupt,
    /// It is told to end: `kill`, a service that is stopped, a computer that shuts down.
    Terminate,
    /// Its terminal is gone.
    HangUp,
}

impl EndSignal {
    /// The exit code of what it ends: 128 and the number of the signal.
    pub const fn exit_code(self) -> u8 {
        match self {
            EndSignal::HangUp => 129,
            EndSignal::Interrupt => 130,
            EndSignal::Terminate => 143,
        }
    }
}

/// Hears them from now on. No other thread may run yet: those that come later leave the signals to this one.
#[cfg(unix)]
pub fn hear(mut heard: impl FnMut(EndSignal) + Send + 'static) {
    use nix::sys::signal::{SigSet, Signal};

    let mut awaited: SigSet = [Signal::SIGINT, Signal::SIGTERM].into_iter().collect();
    if !ignores_hang_ups() {
        awaited.add(Signal::SIGHUP);
    }
    if awaited.thread_block().is_err() {
        return;
    }
    let wait = move || {
        loop {
            match awaited.wait() {
                Ok(Signal::SIGHUP) => heard(EndSignal::HangUp),
                Ok(Signal::SIGTERM) => heard(EndSignal::Terminate),
                Ok(_) => heard(EndSignal::Interrupt),
                Err(_) => std::thread::sleep(std::time::Duration::from_millis(100)),
            }
        }
    };
    if std::thread::Builder::new().name("signals".to_owned()).spawn(wait).is_err() {
        let _ = awaited.thread_unblock();
    }
}

/// Whether who started the program wants it to outlive its terminal, as `nohup` does. Linux tells; elsewhere a signal that is
/// ignored does not come.
#[cfg(unix)]
fn ignores_hang_ups() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_some_and(|mask| mask & 1 == 1)
}

/// Hears Ctrl-C from now on; there is nothing else to hear.
#[cfg(not(unix))]
pub fn hear(mut heard: impl FnMut(EndSignal) + Send + 'static) {
    let _ = ctrlc::set_handler(move || heard(EndSignal::Interrupt));
}
