//! Holding a figure back, and releasing what is held.

use super::Args;
use crate::cli::entering::author;
use crate::cli::{Context, Done, stores};
use crate::desk::Error;
use crate::desk::held::{HoldOptions, HoldTarget, settle};
use crate::model::hold::HoldKind;
use crate::model::recorded::EntryId;

/// Holds or releases what is named.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Error> {
    let kind = if args.hold { HoldKind::Held } else { HoldKind::Released };
    let why = args.why.as_deref().map(str::trim).filter(|why| !why.is_empty()).map(str::to_owned);
    if args.hold && why.is_none() {
        return Err(Error::usage(
            "the reason is missing",
            "say why it is held with -m: -m \"the family is not told yet\"",
        ));
    }
    let of = target(args)?;
    let options = HoldOptions { of, kind, why, dry_run: context.global.dry_run };
    let mut store = stores::open_to_write(context)?;
    let (report, touched) = settle(&mut store, &options, &author(context))?;
    context.print_below(Some((&store, &touched)), report.entry, &report)?;
    Ok(Done::Well)
}

/// What is named: a figure, or an entry, which is held as it is recorded and can only be released.
fn target(args: &Args) -> Result<HoldTarget, Error> {
    let what = args.what.as_deref().unwrap_or_default();
    let wrong = |what: String| {
        Err(Error::usage(
            what,
            "name a figure or an entry: tollbook amend 12 --release, tollbook amend entry 3 --release",
        ))
    };
    match (what, args.name.as_deref()) {
        ("entry", Some(number)) => match number.parse().map(EntryId) {
            Ok(_) if args.hold => Err(Error::usage(
                "an entry is held as it is recorded",
                "hold its figures one by one: tollbook amend 12 --hold -m WHY",
            )),
            Ok(entry) => Ok(HoldTarget::Entry(entry)),
            Err(_) => wrong(format!("`{number}` is no entry")),
        },
        (_, Some(name)) => wrong(format!("`{what} {name}` cannot be held or released")),
        (figure, None) => Ok(HoldTarget::Figure(figure.to_owned())),
    }
}
