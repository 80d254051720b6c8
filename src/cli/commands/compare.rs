//! `compare`: how two figures relate, in one word and one sentence, with what each of them says.

use crate::cli::{Context, Done, stores};
use crate::desk::answers::first_reference;
use crate::desk::error::{CommandFault, Error};
use crate::desk::figures;
use crate::desk::relating::Surroundings;
use crate::model::question::Question;
use crate::model::recorded::Recorded;
use crate::report::comparison::{Beside, ComparisonReport};
use crate::store;
use crate::store::View;

/// What `compare` takes.
#[derive(clap::Args, Debug)]
#[command(
    long_about = "Tells how two figures relate, in one word and one sentence, with what each of them says: repeats, updates, revises, redefines, rebases, corrects, retracts, disowns, reinstates, conflicts, compatible, part of, derived from, or not comparable, naming all that differs. The order in which they are given is of no account.\n\nExamples:\n  tollbook compare 12 15\n  tollbook compare oct-israel-1023 oct-israel-1110\n  tollbook compare uid:3f2a 15 --json"
)]
pub struct Args {
    /// A figure: its id, its ref, or uid: and the start of its uid
    #[arg(value_name = "A")]
    first: String,
    /// Another figure
    #[arg(value_name = "B")]
    second: String,
}

/// Runs the command.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Error> {
    let store = stores::open(context)?;
    let question = context.global.question();
    let reader = store::View::of(&store, question.recorded_by)?;
    context.out.no_csv("compare")?;
    let a = known(&reader, &args.first, &question)?;
    let b = known(&reader, &args.second, &question)?;
    if a.id == b.id {
        return Err(Error::usage(
            format!("`{}` and `{}` are one figure, #{}", args.first, args.second, a.id),
            "name two figures; see what there is with tollbook list figures",
        ));
    }
    let around = Surroundings::read(&reader, &[a.id, b.id], &question)?;
    let relation = around.ask(&reader, |known| known.relate(&a, &b));
    let beside = |recorded: &Recorded| Beside {
        reference: first_reference(&reader, recorded.id),
        status: around.status(recorded.id, &question).to_owned(),
    };
    let report = ComparisonReport::new(&relation, (&a, beside(&a)), (&b, beside(&b)));
    context.out.one(&report)?;
    Ok(Done::Well)
}

/// The figure that a name leads to, if the public could know it at the time that is asked about.
fn known(reader: &View<'_>, name: &str, question: &Question) -> Result<Recorded, Error> {
    let id = figures::sought(reader, name)?;
    let recorded = store::figures::one(reader, id)?.ok_or_else(|| figures::none(name))?;
    if !question.knows(recorded.figure.published_on) {
        let on = recorded.figure.published_on.long();
        return Err(Error::of(&CommandFault::NotYetPublic { name: name.to_owned(), on }));
    }
    Ok(recorded)
}
