//! Figures in full, for the page of their series.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::SiteFolder;
use crate::desk::error::Error;
use crate::desk::life::life;
use crate::desk::pages::{links, series};
use crate::desk::sources;
use crate::export::audience::is_public_address;
use crate::model::column::Field;
use crate::model::name::Name;
use crate::model::names::NameKind;
use crate::model::recorded::Recorded;
use crate::model::redacted::shown;
use crate::report::figure::{Around, FigureReport};
use crate::report::listed::ListedFigure;
use crate::report::pages::figure::FigurePage;
use crate::report::pages::linked::{Linked, LinkedScope};
use crate::store::{self, Result as StoreResult};

/// Makes the figures of one series.
pub struct FigureMaker<'a, 'b> {
    site: &'b SiteFolder<'a>,
    scope: LinkedScope,
    names: RefCell<FxHashMap<(NameKind, Name), Linked>>,
}

impl<'a, 'b> FigureMaker<'a, 'b> {
    /// For the figures of a series.
    pub fn of(site: &'b SiteFolder<'a>, scope: &LinkedScope) -> FigureMaker<'a, 'b> {
        FigureMaker { site, scope: scope.clone(), names: RefCell::default() }
    }

    /// A figure that the audience may have, with its chain; for the desk also with what it did with it.
    ///
    /// # Errors
    /// What the store says.
    pub fn page(&self, recorded: &Recorded) -> Result<FigurePage, Error> {
        let (figure, source) = (&recorded.figure, &recorded.figure.source);
        let report = self.report(recorded)?;
        let said = |field: &str| {
            let said = report.source.iter().rev().find(|(name, _)| *name == field);
            said.map(|(_, value)| value.clone()).unwrap_or_default()
        };
        let identity = match (shown(&source.title).as_ref(), shown(&source.url).as_ref()) {
            ("", "") => format!("a document of {}", source.publisher),
            ("", url) => url.to_owned(),
            (title, _) => title.to_owned(),
        };
        let via = figure.attribution.via.iter().flat_map(|via| via.steps()).filter_map(Name::read);
        let authority = figure.authority().map(|who| self.linked(NameKind::Authority, who));
        Ok(FigurePage {
            scope: self.scope.clone(),
            authority: authority.transpose()?,
            via: via.map(|step| self.linked(NameKind::Publisher, &step)).collect::<StoreResult<_>>()?,
            publisher: self.linked(NameKind::Publisher, &source.publisher)?,
            source: Linked::text(identity),
            url: said("url"),
            archive_url: said("archive_url"),
            citation: series::cited(self.site.view, recorded),
            row: listed(self.site, recorded.clone())?,
            report,
            answer: None,
        })
    }

    fn report(&self, recorded: &Recorded) -> Result<FigureReport, Error> {
        let SiteFolder { view, options, question } = self.site;
        let status = store::figures::status(view, recorded.id, question)?.to_owned();
        let mut around = Around { status, ..Around::default() };
        if !options.audience.is_public() {
            let entry = store::entries::of_figure(view, recorded.id)?;
            around.refs = store::figures::references(view, recorded.id)?;
            around.life = life(view, recorded.id, question)?;
            around.file = entry.and_then(|entry| entry.file).map(|file| file.name);
        }
        let mut report = FigureReport::new(recorded, around);
        let said = sources::said_of(view.names(), &recorded.figure.source).into_iter();
        let said = said.filter_map(|(field, value)| Some((field, value?)));
        let may_know = |field: &str, value: &str| {
            field != "archive_url"
                || !options.without.contains(&Field::ArchiveUrl)
                    && (!options.audience.is_public() || is_public_address(value))
        };
        report.source.extend(said.filter(|(field, value)| may_know(field, value)));
        if options.audience.is_public() {
            report.line = None;
        }
        Ok(report)
    }

    fn linked(&self, kind: NameKind, name: &Name) -> StoreResult<Linked> {
        if let Some(known) = self.names.borrow().get(&(kind, name.clone())) {
            return Ok(known.clone());
        }
        let linked = links::name(self.site.view, kind, name)?;
        self.names.borrow_mut().insert((kind, name.clone()), linked.clone());
        Ok(linked)
    }
}

/// A figure that the audience may have, as a row of a list.
///
/// # Errors
/// What the store says.
pub fn listed(site: &SiteFolder<'_>, recorded: Recorded) -> Result<ListedFigure, Error> {
    let reference = match site.options.audience.is_public() {
        true => None,
        false => store::figures::references(site.view, recorded.id)?.into_iter().next(),
    };
    let status = store::figures::status(site.view, recorded.id, &site.question)?;
    Ok(ListedFigure { recorded, reference, status })
}
