//! What the figures of an event said of its days, as the public came to know them: day by day.

use std::collections::BTreeMap;

use crate::model::date::{Day, Moment};
use crate::model::event_days::{CourseGrounds, EventDays};
use crate::model::event_figures::{EventFigure, EventTally};
use crate::model::name::Name;
use crate::model::question::Question;
use crate::model::recorded::FigureId;
use crate::model::status::Status;

use super::event_days::{FigureDays, each_figure};
use super::figures::with_status;
use super::view::View;
use super::{Result, acts};

/// What was known of the days of an event, by its canonical name: from each day on, on which that changed. A question's own
/// `known_on` ends it; on every day what decides of it is what [`super::event_days::of`] tells for that day.
///
/// # Errors
/// What SQLite says.
pub fn by_day(view: &View<'_>, event: &Name, question: &Question) -> Result<BTreeMap<Day, EventDays>> {
    let mut story = EventStory::default();
    let grounds = CourseGrounds::of(event, view.names()).max(CourseGrounds::All);
    each_figure(view, event, question, grounds, &mut |figure| story.take(view, figure, question))?;
    Ok(story.told())
}

/// All figures of an event, by when they came to be known.
#[derive(Default)]
struct EventStory {
    /// Those to which nothing happened: what they say holds from then on.
    lasting: BTreeMap<Day, Vec<EventFigure>>,
    /// Those to which something happened.
    changing: Vec<Changing>,
}

/// A figure, and from which day on it was what.
struct Changing {
    figure: EventFigure,
    fates: BTreeMap<Day, HowItStands>,
}

/// Whether a figure says anything of days.
#[derive(Clone, Copy)]
enum HowItStands {
    Stands,
    Withdrawn,
    Hidden,
}

impl EventStory {
    fn take(&mut self, view: &View<'_>, of: FigureDays, question: &Question) -> Result<()> {
        let FigureDays { id, figure } = of;
        let known = figure.published.date.last_day();
        let acts = if view.has_acts() { acts::on(view, id)? } else { Vec::new() };
        if acts.is_empty() {
            self.lasting.entry(known).or_default().push(figure);
            return Ok(());
        }
        let mut fates = BTreeMap::new();
        let told = acts.iter().filter(|act| question.knows(act.known_at));
        for day in told.map(|act| act.known_at.date.last_day().max(known)).chain([known]) {
            fates.insert(day, how_it_stands(view, id, &on_the_day(question, day))?);
        }
        self.changing.push(Changing { figure, fates });
        Ok(())
    }

    fn told(self) -> BTreeMap<Day, EventDays> {
        let EventStory { mut lasting, changing } = self;
        changing.iter().flat_map(|one| one.fates.keys()).for_each(|day| {
            lasting.entry(*day).or_default();
        });
        let (mut tally, mut told) = (EventTally::default(), BTreeMap::new());
        for (day, figures) in lasting {
            figures.iter().for_each(|figure| tally.take(figure, false));
            told.insert(day, with_changing(tally.clone(), &changing, day));
        }
        told
    }
}

/// What is known on a day, with what those figures say to which something happened.
fn with_changing(mut tally: EventTally, changing: &[Changing], day: Day) -> EventDays {
    for Changing { figure, fates } in changing {
        let fate = fates.range(..=day).next_back().map(|(_, fate)| *fate);
        if let Some(fate @ (HowItStands::Stands | HowItStands::Withdrawn)) = fate {
            tally.take(figure, matches!(fate, HowItStands::Withdrawn));
        }
    }
    tally.told()
}

fn how_it_stands(view: &View<'_>, id: FigureId, question: &Question) -> Result<HowItStands> {
    with_status(view, id, question, |status: Status<'_>| match status {
        status if status.is_hidden() => HowItStands::Hidden,
        status if status.withdrawal().is_some() => HowItStands::Withdrawn,
        _ => HowItStands::Stands,
    })
}

/// The question as it was at the end of a day.
fn on_the_day(question: &Question, day: Day) -> Question {
    Question { known_on: Some(Moment::on(day.to_date())), ..*question }
}
