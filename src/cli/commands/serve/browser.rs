//! Opening the browser.

use std::process::{Command, Stdio};

/// Has the system open an address. What it says is not waited for.
///
/// # Errors
/// What to say where no browser was opened.
pub fn open(address: &str) -> Result<(), String> {
    let (program, before): (&str, &[&str]) = match () {
        () if cfg!(windows) => ("cmd", &["/C", "start", ""]),
        () if cfg!(target_os = "macos") => ("open", &[]),
        () => ("xdg-open", &[]),
    };
    let mut opening = Command::new(program);
    opening.args(before).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    match opening.spawn() {
        Ok(_) => Ok(()),
        Err(error) => Err(format!("no browser was opened ({program}: {error}); open {address} in one")),
    }
}
