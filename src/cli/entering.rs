//! Who enters something, when, and whether they mean it.

use std::io::{self, IsTerminal, Write};

use super::{Context, clock};
use crate::desk::Author;
use crate::render::style::TextStyle;

/// Who does it: whoever is said to, else the login name.
fn who(context: &Context) -> String {
    context.who().map_or_else(login_name, str::to_owned)
}

/// Who records what a command changes, and when.
pub fn author(context: &Context) -> Author {
    let given = context.global.now;
    Author { who: who(context), clock: Box::new(move || clock::now(given)), hold: None }
}

/// Whether what is recorded is held back.
#[derive(clap::Args, Clone, Debug, Default)]
pub struct HoldFlags {
    /// Hold it back: in no answer until it is released
    #[arg(long, requires = "hold_why", help_heading = "Less often")]
    pub hold: bool,
    /// Why it is held
    #[arg(
        short = 'm',
        long = "why",
        id = "hold_why",
        value_name = "WHY",
        requires = "hold",
        help_heading = "Less often"
    )]
    why: Option<String>,
}

/// As [`author`], where what is recorded may be held back.
pub fn holding_author(flags: &HoldFlags, context: &Context) -> Author {
    Author { hold: flags.why.clone().filter(|_| flags.hold), ..author(context) }
}

/// On a terminal tells what is at stake, and asks; elsewhere the command line is the answer.
///
/// # Errors
/// What reading and writing meet.
pub fn agrees(
    context: &Context,
    question: &str,
    tell: impl FnOnce(&mut dyn Write, TextStyle) -> io::Result<()>,
) -> io::Result<bool> {
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return Ok(true);
    }
    let err = &mut io::stderr().lock();
    tell(err, context.out.style())?;
    write!(err, "{question} [y/N] ")?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}

fn login_name() -> String {
    ["USER", "LOGNAME", "USERNAME"]
        .iter()
        .filter_map(|variable| std::env::var(variable).ok())
        .find(|name| !name.is_empty())
        .unwrap_or_else(|| "unknown".to_owned())
}
