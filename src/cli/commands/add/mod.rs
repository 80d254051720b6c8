//! `add`: one figure by hand, from a phrase and flags; what the world changed is declared with it.

mod ask;
mod dialogue;
mod fields;
mod questions;

use crate::cli::clocks::{Clock, Heeds, leave_out};
use crate::cli::entering::{HoldFlags, holding_author};
use crate::cli::{Context, Done, stores};
use crate::desk::Error;
use crate::desk::add::{AddDraft, AddOptions, Cells, relation_flag};
use crate::model::column::Field;
use crate::model::words::LinkKind;

use fields::FieldFlags;

/// Adds one figure by hand: the words as printed, and a flag for each field of the house CSV. On a terminal it asks for what is missing; otherwise it says which flags are missing. What the world did to an earlier figure is declared with the new one: the authority revises it, its publisher corrects it, its author retracts it (what this desk mistyped is mended with tollbook amend). A figure that is linked to another takes from it what is counted, where no flag says otherwise. One that corrects takes whose count it is, too. Makes a store where there is none.
///
/// Examples:
///   tollbook add "at least 100 killed" --event "Deraa strike" --authority SANA \
///     --count-type total --publisher Reuters --published-on 2023-10-25
///   tollbook add "about 1,200" --revises 12 --reason identification \
///     --authority "Israeli authorities" --publisher AFP --published-on 2023-11-10
///   tollbook add --retracts 12 --authority "Gaza Health Ministry" \
///     --publisher AP --published-on 2023-11-11
#[derive(clap::Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// The number as printed: "at least 100 killed"
    #[arg(value_name = "WORDS", help_heading = fields::USUAL)]
    words: Option<String>,
    #[command(flatten)]
    fields: FieldFlags,
    #[command(flatten)]
    hold: HoldFlags,
}

/// The clocks that it heeds.
pub fn heeds(_: &Args, _: &Context) -> Heeds {
    Heeds::only(&[Clock::AsOf], leave_out).recording() // for an addition it is the field
}

/// Runs the command. On a terminal it asks for what is missing.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Error> {
    context.out.no_csv("add")?;
    let author = holding_author(&args.hold, context);
    let options = AddOptions {
        cells: cells(args, context)?,
        recorded_on: (author.clock)().day(),
        dry_run: context.global.dry_run,
    };
    match AddDraft::begin(stores::to_write(context), options)?.plan() {
        Ok(plan) => ask::record(&plan, &author, context),
        Err(incomplete) if ask::is_answered(context) => ask::converse(incomplete.draft, &author, context),
        Err(incomplete) => Err(Error::Faults(incomplete.problems)),
    }
}

/// The cells that the command line gives.
fn cells(args: &Args, context: &Context) -> Result<Cells, Error> {
    let mut cells = args.fields.cells.clone();
    if let Some(day) = context.question.as_of {
        cells.insert(Field::AsOf, day.iso());
    }
    if let Some(words) = &args.words {
        match cells.get(&Field::Figure) {
            Some(other) if other != words.trim() => {
                return Err(Error::usage(
                    format!("the number is given twice: `{}` and --figure `{other}`", words.trim()),
                    "leave one of the two out",
                ));
            }
            _ => cells.insert(Field::Figure, words.trim().to_owned()),
        };
    }
    let Some((kind, _)) = args.fields.links.first() else { return Ok(cells) };
    let declared = cells.get(&Field::Relation).and_then(|word| LinkKind::from_word(word));
    let other = args.fields.links.iter().map(|(other, _)| *other).chain(declared).find(|other| other != kind);
    if let Some(other) = other {
        return Err(Error::usage(
            format!(
                "one addition declares one relation, not --{} and --{}",
                relation_flag(*kind),
                relation_flag(other)
            ),
            "add the figure with the first, then the same figure with the second: it is recorded once, and gains the link",
        ));
    }
    let mut names: Vec<&str> = args.fields.links.iter().map(|(_, name)| name.as_str()).collect();
    names.extend(cells.get(&Field::Target).map(String::as_str));
    let names = names.join(" ");
    cells.insert(Field::Target, names);
    cells.insert(Field::Relation, kind.word().to_owned());
    Ok(cells)
}
