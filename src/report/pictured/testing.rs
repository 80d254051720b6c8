//! Pictures for tests: of generated series, and of many generated figures.

use proptest::prelude::*;

use super::{
    DaysAre, Holding, PictureReport, PicturedChange, PicturedDays, PicturedFigure, PicturedNumber,
    PicturedRelay, PicturedStanding, PicturedVoice,
};
use crate::model::question::Question;
use crate::model::recorded::FigureId;
use crate::reconcile::policies::PER_AUTHORITY;
use crate::series::testing::{any_question, any_story};

pub use crate::series::testing::{Row, Story};

/// The picture of some rows.
pub fn picture_of(story: &Story, question: &Question) -> PictureReport {
    let series = story.series();
    let answer = (PER_AUTHORITY.apply)(&series, question);
    PictureReport::new(&series, &answer, question)
}

/// The picture of any series.
pub fn any_picture() -> impl Strategy<Value = PictureReport> {
    (any_story(), any_question()).prop_map(|(story, question)| picture_of(&story, &question))
}

fn any_number() -> impl Strategy<Value = PicturedNumber> {
    let count = || prop_oneof![3 => 0..60_000_u64, 1 => 0..3_u64, 1 => Just(8_000_000_000)];
    prop_oneof![
        6 => count().prop_map(PicturedNumber::Exact),
        1 => count().prop_map(PicturedNumber::About),
        1 => count().prop_map(PicturedNumber::AtLeast),
        1 => count().prop_map(PicturedNumber::UpTo),
        1 => (count(), 0..900_u64).prop_map(|(low, more)| PicturedNumber::Range { low, high: low + more }),
        1 => (count(), 0..50_u64, 0..50_u64).prop_map(|(low, a, b)| PicturedNumber::Estimate {
            low,
            point: low + a,
            high: low + a + b,
        }),
        1 => Just(PicturedNumber::Words),
    ]
}

prop_compose! {
    fn any_figure(voices: usize)(
        voice in 0..voices,
        number in any_number(),
        (first, length, are) in (0..3000_i32, 0..40_i32, 0..6_u32),
        (withdrawn, disputed, revised, rule) in (0..40_u32, 0..40_u32, 0..20_u32, 0..60_u32),
        relays in prop::collection::vec((0..50_i32, any::<bool>()), 0..2),
    ) -> PicturedFigure {
        let (first, are) = (first + 20_000, match are {
            0 => DaysAre::AtTheLatest,
            1 => DaysAre::Window,
            _ => DaysAre::Stated,
        });
        let last = if are == DaysAre::AtTheLatest || length > 4 { first } else { first + length };
        let relay = |(after, at_the_latest)| PicturedRelay { day: last + after, at_the_latest };
        PicturedFigure {
            voice,
            id: FigureId(i64::from(first)),
            days: PicturedDays { first, last, are },
            day_in_words: "some day".into(),
            words: format!("{number:?}"),
            number,
            standing: match withdrawn {
                0 => PicturedStanding::Withdrawn("withdrawn (double count)".into()),
                _ => PicturedStanding::Stands,
            },
            disputed_by: if disputed == 0 { vec!["Osk Mayor".into()] } else { Vec::new() },
            revises: (revised == 0).then(|| PicturedChange {
                from: "12".into(),
                when: "on 3 March 2021".into(),
                reason: Some("audit".into()),
            }),
            rule: (rule == 0).then(|| "counts from 1 March 2021".to_owned()),
            relays: relays.into_iter().map(relay).collect(),
            publisher: "Wire".into(),
        }
    }
}

/// A picture of up to `most` figures of up to seven authorities, in any way of holding.
pub fn any_large_picture(most: usize) -> impl Strategy<Value = PictureReport> {
    let holds = prop::sample::select(vec![Holding::UntilTheNext, Holding::InItsWindow, Holding::OnItsDay]);
    (1..8_usize, holds).prop_flat_map(move |(voices, holds)| {
        prop::collection::vec(any_figure(voices), voices..most).prop_map(move |mut figures| {
            // Whoever is in a picture says something.
            figures.iter_mut().take(voices).enumerate().for_each(|(voice, figure)| figure.voice = voice);
            figures.sort_by_key(|figure| (figure.days.first, figure.days.last));
            let empty = picture_of(&Story::of(&[Row::new("5")]), &Question::default());
            let voice = |at: usize| PicturedVoice {
                name: format!("Office {at} for the Registration of Deaths"),
                is_attributed: true,
                holds_days: 7 + i32::try_from(at).unwrap_or(0) * 30,
                left: None,
            };
            PictureReport {
                figures,
                holds,
                voices: (0..voices).map(voice).collect(),
                difference: None,
                ..empty
            }
        })
    })
}

/// A picture of one figure.
pub fn example() -> PictureReport {
    let row = Row::new("12").by("Osk Police").on("2031-03-01");
    picture_of(&Story::of(&[row]), &Question::default())
}
