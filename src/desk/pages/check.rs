//! The claim box: a text that was pasted, held against the ledger. It writes nothing.

use super::asking::question;
use super::options::PageOptions;
use crate::desk::check::claims::Claims;
use crate::desk::check::{CheckOptions, check};
use crate::desk::error::Error;
use crate::report::address::Address;
use crate::report::check::CheckReport;
use crate::report::pages::check::{CheckPage, ClaimForm};
use crate::report::pages::parts::PageParts;
use crate::report::pages::{PageContent, WebPage};
use crate::store::{Store, View};

/// The claim box with what is said of a text. A text without a number is looked at as a sentence, which says why it has none.
///
/// # Errors
/// What the store says.
pub fn checked(
    store: &Store,
    address: &Address,
    form: ClaimForm,
    options: &PageOptions<'_>,
) -> Result<WebPage, Error> {
    let question = question(address.clocks, options.zone);
    let asked = CheckOptions { question, printed_on: form.printed_on, ..CheckOptions::default() };
    let items = |claims: Claims| {
        let mut items: Vec<CheckReport> = Vec::new();
        check(store, &claims, &asked, &mut |item| {
            items.push(item.clone());
            Ok(())
        })?;
        Ok::<_, Error>(items)
    };
    let mut found = Vec::new();
    if !form.text.trim().is_empty() {
        found = items(Claims::Text(form.text.clone()))?;
        if found.is_empty() {
            found = items(Claims::Sentence(form.text.trim().to_owned()))?;
        }
    }
    let entry = View::of(store, question.recorded_by)?.visibility().number().0;
    let content = PageContent::Check(Box::new(CheckPage { form: Some(form), items: found }));
    Ok(WebPage { address: address.clone(), entry, parts: PageParts::WHOLE, content })
}
