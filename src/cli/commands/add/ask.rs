//! Asking on a terminal for what a figure needs, and for the next one of the same source.

use std::io::{self, IsTerminal};

use super::dialogue::Dialogue;
use crate::cli::{Context, Done};
use crate::desk::add::{AddDraft, AddOptions, AddPlan, Cells, Offers, apply, look};
use crate::desk::{Author, Error};
use crate::model::column::Field;

/// What the next figure of the same source has, unless a person says otherwise.
const OFFERED: [Field; 5] =
    [Field::Event, Field::Authority, Field::Publisher, Field::PublishedOn, Field::Url];

/// What it has without a question: the rest of the document, and who passed it on.
const KEPT: [Field; 3] = [Field::Title, Field::ArchiveUrl, Field::Language];

/// Whether a person is there to answer.
pub fn is_answered(context: &Context) -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal() && !context.global.quiet
}

/// Asks for a figure and records it, then for others of the same source.
pub fn converse(mut draft: AddDraft, author: &Author, context: &mut Context) -> Result<Done, Error> {
    let (mut defaults, mut done, style) = (Cells::new(), Done::Nothing, context.out.style());
    loop {
        let offers = Offers::of(draft.path(), &author.who)?;
        let (path, again) = (draft.path().to_owned(), draft.options().clone());
        let plan = {
            let (input, out) = (&mut io::stdin().lock(), &mut io::stderr().lock());
            let today = context.today;
            let mut dialogue = Dialogue { input, out, style, offers: &offers, today, defaults: &defaults };
            if done == Done::Nothing {
                dialogue.begin()?;
            }
            dialogue.figure(draft, &|plan| look(plan, author))?
        };
        let Some(plan) = plan else {
            let what =
                if done == Done::Nothing { "nothing was recorded" } else { "nothing more was recorded" };
            context.out.remark(what)?;
            return Ok(done);
        };
        done = record(&plan, author, context)?;
        context.out.stdout().flush()?;
        let goes_on = {
            let (input, out) = (&mut io::stdin().lock(), &mut io::stderr().lock());
            let today = context.today;
            Dialogue { input, out, style, offers: &offers, today, defaults: &defaults }.another()?
        };
        if !goes_on {
            return Ok(done);
        }
        defaults = of(&OFFERED, plan.cells());
        let cells = of(&KEPT, plan.cells());
        draft = AddDraft::begin(path, AddOptions { cells, ..again })?;
    }
}

/// Records a figure and prints what was done.
pub fn record(plan: &AddPlan, author: &Author, context: &mut Context) -> Result<Done, Error> {
    let added = apply(plan, author)?;
    context.print_below(Some((&added.store, &added.touched)), added.report.entry, &added.report)?;
    Ok(Done::Well)
}

/// Some of the cells; those that are blank are left out.
fn of(fields: &[Field], cells: &Cells) -> Cells {
    let given = fields.iter().filter_map(|field| Some((*field, cells.get(field)?.clone())));
    given.filter(|(_, text)| !text.is_empty()).collect()
}
