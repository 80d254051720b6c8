//! What an addition by hand recorded.

use serde::Serialize;

use super::Report;
use super::page::Page;

/// One figure that was added by hand.
#[derive(Clone, Debug, Serialize)]
pub struct AddReport {
    /// The entry that was made; null in a dry run, and where nothing was new to record.
    pub entry: Option<i64>,
    /// The figure's number; null in a dry run where it would be a new one.
    pub figure: Option<i64>,
    /// Its name in every store.
    pub uid: String,
    /// `new`; `same` where it was there already; `changed` where it was there and gains details, a ref or a link.
    pub outcome: &'static str,
    /// It in one line.
    pub line: String,
    /// What is counted.
    pub series: String,
    /// The parts that its words include: `305 (children)`.
    pub parts: Vec<String>,
    /// What it declares of other figures.
    pub links: Vec<String>,
    /// What was taken from the figure that it is linked to: `event`, `place` ...
    pub taken: Option<Taken>,
    /// What was assumed, or is not stated: field and what that means.
    pub assumed: Vec<(&'static str, String)>,
    /// What a person should look at, each with what to type.
    pub notices: Vec<Notice>,
    /// The store.
    pub store: String,
    /// Whether this addition made the store.
    pub store_is_new: bool,
    /// Whether nothing was written, because a dry run was asked for.
    pub dry_run: bool,
}

/// Fields that were taken from another figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Taken {
    /// The other figure.
    pub from: i64,
    /// The fields, with what was taken.
    pub fields: Vec<(&'static str, String)>,
}

/// Something to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// What it is.
    pub what: String,
    /// What to type.
    pub hint: String,
}

impl Report for AddReport {
    fn text(&self, page: &mut Page) {
        page.paragraph(headline(self));
        page.labelled("figure", &self.line);
        page.labelled("series", &self.series);
        for part in &self.parts {
            page.labelled("part", part);
        }
        for link in &self.links {
            page.labelled("relation", link);
        }
        if let Some(taken) = &self.taken {
            let fields =
                taken.fields.iter().map(|(field, text)| format!("{} {text}", field.replace('_', " ")));
            let fields = fields.collect::<Vec<_>>().join(", ");
            page.labelled(format!("taken from #{}", taken.from), fields);
        }
        for (field, meaning) in &self.assumed {
            page.labelled("assumed", format!("{}: {meaning}", field.replace('_', " ")));
        }
        for notice in &self.notices {
            page.labelled("look at", format!("{}: {}", notice.what, notice.hint));
        }
        page.store(&self.store, self.store_is_new.then_some("this addition"), self.dry_run);
        page.take_back(self.entry);
    }
}

fn headline(report: &AddReport) -> String {
    let id = report.figure.map(|id| format!("#{id}")).unwrap_or_default();
    match (report.outcome, report.entry, report.dry_run) {
        ("new", _, true) => "a new figure: a dry run; nothing was recorded".to_owned(),
        ("new", Some(entry), _) => format!("{id} recorded as entry {entry}"),
        ("changed", _, true) => {
            format!("{id} is the same figure, and would gain something: a dry run; nothing was recorded")
        }
        ("changed", Some(entry), _) => {
            format!("{id} is the same figure: entry {entry} adds what was not known of it")
        }
        (_, Some(entry), _) => format!("{id} is the same figure: entry {entry} notes that it was seen again"),
        (_, None, true) => format!("{id} is the same figure: a dry run; nothing was recorded"),
        (_, None, false) => format!("{id} is the same figure: nothing changed"),
    }
}
