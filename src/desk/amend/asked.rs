//! Whom the desk asked about a figure, and what came back.

use crate::desk::author::Author;
use crate::desk::error::Error;
use crate::desk::figures;
use crate::model::asked::{AskedBody, AskedReply};
use crate::model::date::{Day, Moment};
use crate::model::name::Name;
use crate::model::recorded::EntryKind;
use crate::model::shell;
use crate::report::asked::AskedReport;
use crate::report::figure::one_line;
use crate::store::{self, Store};

/// Who was asked about a figure.
#[derive(Clone, Debug)]
pub struct AskedOptions {
    /// Its id, its ref, or `uid:` and the start of its uid.
    pub figure: String,
    /// Who was asked.
    pub body: String,
    /// On which day, as typed.
    pub on: String,
    /// What came back, as typed; `none`: no answer was given.
    pub answer: Option<String>,
    /// Why it was asked, or what else is to be said of it.
    pub why: Option<String>,
    /// The day that it is.
    pub today: Day,
    /// Only what would be done.
    pub dry_run: bool,
}

/// Records that a body was asked about a figure, or what it answered. What was recorded already is not recorded again.
///
/// # Errors
/// A figure that is not there, a day that is none or lies ahead, or what the store says.
pub fn ask(store: &mut Store, options: &AskedOptions, author: &Author) -> Result<AskedReport, Error> {
    let figure = figures::named(&store::View::of(store, None)?, &options.figure)?;
    let asking = asking(options)?;
    let mut writer = store::write::EntryTransaction::begin(store)?;
    let is_news = store::write::asked::put(&mut writer, figure.id, &asking)?;
    let mut report = AskedReport {
        entry: None,
        figure: figure.id.0,
        is: one_line(&figure),
        asking,
        held_before: !is_news,
        dry_run: options.dry_run,
    };
    if is_news && !options.dry_run {
        report.entry = Some(store::write::commit(writer, &author.operation(EntryKind::Amend))?.entry.id.0);
    }
    Ok(report)
}

fn asking(options: &AskedOptions) -> Result<AskedBody, Error> {
    let body = Name::read(&options.body).ok_or_else(|| {
        let hint = format!("write tollbook amend {} --asked BODY --on DAY", shell::word(&options.figure));
        Error::usage("the name of the body that was asked is empty", hint)
    })?;
    let on = Moment::read(&options.on).map_err(|fault| Error::of(&fault))?;
    if on.date.first_day() > options.today {
        return Err(Error::usage(
            format!("{} lies ahead: nobody was asked yet", on.date.long()),
            format!("write the day on which you asked: --on {}", options.today.to_date().iso()),
        ));
    }
    let tidy = |text: &Option<String>| text.as_deref().map(str::trim).map(str::to_owned);
    let reply = match tidy(&options.answer) {
        None => AskedReply::Awaited,
        Some(answer) if answer.is_empty() || answer.eq_ignore_ascii_case("none") => AskedReply::NoAnswer,
        Some(answer) => AskedReply::Answered(answer),
    };
    let why = tidy(&options.why).filter(|why| !why.is_empty());
    Ok(AskedBody { body: body.to_string(), on, reply, why })
}
