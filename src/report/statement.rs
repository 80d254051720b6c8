//! What a sentence is made of, for a desk that writes it in its own language.

use serde::Serialize;

use crate::model::column::Field;
use crate::model::date::PartialDate;
use crate::model::figure::{Figure, Window};
use crate::model::question::Question;
use crate::model::recorded::Recorded;
use crate::model::words::Reason;
use crate::phrase::names::Speech;
use crate::phrase::people::{noun, number_of};
use crate::phrase::setting::printed_names;
use crate::prose::sentences::Template;
use crate::reconcile::changes::{changes, reason_of};
use crate::reconcile::{Answer, Chosen, Role};
use crate::series::Series;

/// The template of a sentence and its slots; of several accounts the first, and the others beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StatementReport {
    /// Which sentence: `said`, `period`, `own voice`, `revised`, `differ`, `order unknown`, `withdrawn`, `nothing`.
    pub template: &'static str,
    /// Whom it counts, as copy says them.
    pub group: String,
    /// The event as copy says it; null where the sentence leaves it out.
    pub event: Option<String>,
    /// The place as copy says it; null where the sentence leaves it out.
    pub place: Option<String>,
    /// The account that comes first.
    #[serde(flatten)]
    pub first: AccountReport,
    /// The other accounts.
    pub others: Vec<AccountReport>,
}

/// What one authority said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct AccountReport {
    /// Who answers for the number, as copy says it; null for the publisher's own voice.
    pub authority: Option<String>,
    /// Through whom, from the authority on.
    pub via: Option<String>,
    /// Who printed it, as copy says it.
    pub publisher: Option<String>,
    /// The number as printed.
    pub number: Option<String>,
    /// Its value, where the words give one.
    pub value: Option<u64>,
    /// The days.
    pub days: DaysReport,
    /// The number that it took the place of, as printed.
    pub before: Option<String>,
    /// Why it was changed or withdrawn, as somebody said.
    pub reason: Option<&'static str>,
    /// Who said why.
    pub reason_by: Option<String>,
    /// What the publisher said of it.
    pub caveat: Option<String>,
    /// Who rejects it, as copy says them.
    pub reply: Option<Vec<String>>,
}

/// The days of an account, as far as they are stated.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DaysReport {
    /// When the authority said it.
    pub stated_on: Option<String>,
    /// When the report appeared.
    pub published_on: Option<String>,
    /// The last day that the number covers.
    pub as_of: Option<String>,
    /// The first day that it covers.
    pub period_start: Option<String>,
    /// When the authority first said it in the place of the number before: a day, or two times between which it did; null
    /// where it revised none.
    pub revised_on: Option<String>,
}

impl StatementReport {
    /// The parts of the sentence of an answer.
    pub fn new(series: &Series, answer: &Answer, question: &Question, template: Template) -> StatementReport {
        let speech = Speech::new(series.names()).of_event_with(series.event_places());
        let revised = changes(series, &answer.trace);
        let account = |chosen: &Chosen| {
            let mut account = AccountReport::new(series, answer, chosen, &speech)?;
            if let Some(change) = revised.iter().rev().find(|change| change.last == chosen.id) {
                account.days.revised_on = Some(change.said.iso());
                if !matches!(chosen.role, Role::Withdrawn(_)) {
                    let (reason, by) = reason_of(change, series, answer, question);
                    (account.reason, account.reason_by) = (reason.map(Reason::word), by.map(str::to_owned));
                }
            }
            Some(account)
        };
        let told: Vec<&Chosen> = match template {
            Template::Nothing => Vec::new(),
            Template::Withdrawn => {
                answer.chosen.iter().filter(|chosen| matches!(chosen.role, Role::Withdrawn(_))).collect()
            }
            Template::Differ => in_order(series, answer.answering()),
            _ => answer.answering(),
        };
        let mut accounts = told.into_iter().filter_map(account);
        let (event, place) = printed_names(&series.scope, &speech);
        StatementReport {
            template: template.word(),
            group: noun(&series.scope, &speech),
            event,
            place,
            first: accounts.next().unwrap_or_default(),
            others: accounts.collect(),
        }
    }
}

impl AccountReport {
    fn new(series: &Series, answer: &Answer, chosen: &Chosen, speech: &Speech<'_>) -> Option<AccountReport> {
        let recorded = series.figure(chosen.id)?;
        let figure = &recorded.figure;
        let (reason, reason_by) = reason(chosen);
        let before = chosen.previous.as_ref().and_then(|(id, _)| series.figure(*id));
        let number = |recorded: &Recorded| recorded.figure.count.as_ref().map(number_of);
        let replies = answer.disputes.iter().filter(|dispute| dispute.chosen == chosen.id);
        let reply: Vec<String> =
            replies.filter_map(|dispute| who(&series.figure(dispute.by)?.figure, speech)).collect();
        Some(AccountReport {
            authority: figure.authority().map(|name| speech.authority(name)),
            via: figure.attribution.via.as_ref().map(ToString::to_string),
            publisher: Some(speech.publisher(&figure.source.publisher)),
            number: number(recorded),
            value: figure.count.as_ref().and_then(|count| count.value()),
            days: DaysReport::new(figure),
            before: before.and_then(number),
            reason: reason.map(Reason::word),
            reason_by,
            caveat: figure.details.text(Field::Caveat).map(str::to_owned),
            reply: (!reply.is_empty()).then_some(reply),
        })
    }
}

impl DaysReport {
    fn new(figure: &Figure) -> DaysReport {
        let iso = |date: PartialDate| date.iso();
        DaysReport {
            stated_on: figure.details.stated_on.map(|moment| iso(moment.date)),
            published_on: Some(iso(figure.published_on.date)),
            as_of: figure.as_of.stated().map(iso),
            period_start: match figure.window {
                Some(Window::From(start)) => Some(iso(start)),
                _ => None,
            },
            revised_on: None,
        }
    }
}

/// Accounts that differ, as their sentence names them: the lowest first.
fn in_order<'a>(series: &Series, mut told: Vec<&'a Chosen>) -> Vec<&'a Chosen> {
    let key = |chosen: &&Chosen| {
        let recorded = series.figure(chosen.id)?;
        let count = recorded.figure.count.as_ref()?.count();
        Some((count.low(), count.high().unwrap_or(u64::MAX)))
    };
    told.sort_by_key(key);
    told
}

/// Why a figure was withdrawn, or took the place of the one before.
fn reason(chosen: &Chosen) -> (Option<Reason>, Option<String>) {
    match (&chosen.role, &chosen.previous) {
        (Role::Withdrawn(how), _) => (how.reason, how.reason_by.clone()),
        (_, Some((_, relation))) => (relation.reason, relation.reason_by.clone()),
        (_, None) => (None, None),
    }
}

/// Who says something: the authority, else the publisher.
fn who(figure: &Figure, speech: &Speech<'_>) -> Option<String> {
    let authority = figure.authority().map(|name| speech.authority(name));
    Some(authority.unwrap_or_else(|| speech.publisher(&figure.source.publisher)))
}
