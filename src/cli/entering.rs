//! Who enters something, and when.

use super::{Context, clock};
use crate::model::recorded::EntryKind;
use crate::store::write::Act;

/// Who does it: `--who`, `$TOLLBOOK_WHO`, else the login name.
pub fn who(context: &Context) -> String {
    context.global.who.clone().unwrap_or_else(login_name)
}

/// An act of this desk, now, by this program.
pub fn desk_act<'a>(kind: EntryKind, who: &'a str, context: &Context) -> Act<'a> {
    let program = concat!("tollbook ", env!("CARGO_PKG_VERSION"));
    Act { kind, at: clock::now(context.global.now), who, program, undoes: None, file: None, kept: None }
}

fn login_name() -> String {
    ["USER", "LOGNAME", "USERNAME"]
        .iter()
        .filter_map(|variable| std::env::var(variable).ok())
        .find(|name| !name.is_empty())
        .unwrap_or_else(|| "unknown".to_owned())
}
