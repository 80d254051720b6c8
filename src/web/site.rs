//! The pages of one store, as a server gives them.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hyper::StatusCode;

use super::answer::{ContentKind, PageAnswer, face_of};
use super::digesting::{DigestShelf, DigestWork, KeptDigest};
use super::pool::{MakerOfPages, PageMaker, Paged};
use super::refusal::Refusal;
use super::request::PageRequest;
use crate::desk::pages::{self, PageOptions};
use crate::desk::serving::{AskedAs, NotServed, ServedStore, StoreHead, head};
use crate::desk::{Error, Store};
use crate::model::date::Zone;
use crate::model::problem::Fault;
use crate::render::{faces, html};
use crate::report::address::folder::Addressing;
use crate::report::address::{Address, PageId};
use crate::report::pages::WebPage;
use crate::report::pages::check::ClaimForm;
use crate::report::pages::outcome::PageOutcome;
use crate::report::pages::trouble::Trouble;

/// The pages of a store.
#[derive(Debug)]
pub struct Site {
    store: PathBuf,
    asked_as: AskedAs,
    zone: Zone,
    shelf: Arc<DigestShelf>,
    /// What tells the versions of this run from those of another, which may have other defaults.
    run: u64,
}

/// What makes the pages of a store on one thread.
struct SitePages {
    site: Arc<Site>,
    store: ServedStore,
}

impl Site {
    /// The pages of the store at a path, as a desk asks it and where its days end.
    pub fn of(store: &Path, asked_as: AskedAs, zone: Zone) -> Site {
        let run = RandomState::new().hash_one("run");
        Site { store: store.to_owned(), asked_as, zone, shelf: Arc::default(), run }
    }

    /// Begins to work out in the background what pages show that takes long; it ends when what is given back is dropped.
    ///
    /// # Errors
    /// A thread that the system does not give.
    pub fn work_out(&self) -> io::Result<DigestWork> {
        DigestWork::begin(ServedStore::at(&self.store, self.asked_as.clone()), Arc::clone(&self.shelf))
    }

    /// Whether a path takes a form: the claim box does.
    pub fn takes_form(path: &str) -> bool {
        matches!(Address::of_path(path), Ok(Address { page: PageId::Check, .. }))
    }

    /// What makes its pages.
    pub fn maker(self: &Arc<Self>) -> MakerOfPages {
        let site = Arc::clone(self);
        Arc::new(move || {
            let store = ServedStore::at(&site.store, site.asked_as.clone());
            Box::new(SitePages { site: Arc::clone(&site), store })
        })
    }

    /// The version of every page while the store goes so far, and nothing else was worked out.
    fn version(&self, head: &StoreHead, kept: &KeptDigest) -> String {
        let hash = head.hash.get(..16).unwrap_or_default();
        let embargo = head.embargo_ends.map_or(0, |ends| ends.micros());
        format!("\"{:x}-{}-{hash}-{embargo:x}-{}\"", self.run, head.entry, kept.number)
    }
}

impl PageMaker for SitePages {
    fn page(&mut self, asked: &PageRequest) -> Paged {
        match asked.path() {
            "/style.css" => return Ok(style(&format!("\"{:x}\"", self.site.run), asked)),
            "/favicon.ico" => return Ok(no_icon()),
            _ => {}
        }
        let address = match Address::of_path(&asked.target) {
            Ok(address) => address,
            Err(fault) => return trouble(asked, Trouble::of_address(&fault)),
        };
        let form = match asked.form.as_deref().map(ClaimForm::of_pairs).transpose() {
            Ok(form) => form,
            Err(fault) => return trouble(asked, Trouble::refused(fault.to_string(), fault.hint())),
        };
        let (site, kept) = (&self.site, self.site.shelf.kept());
        let made = self.store.ask(|store| site.made(store, &address, (asked, form.as_ref()), &kept));
        match made {
            Ok(made) => sent(made),
            Err(NotServed::Busy) => Err(Refusal::StoreBusy),
            Err(NotServed::Failed(error)) => trouble(asked, failed(&error)),
        }
    }
}

/// A page with its version, or the kind of one that the client holds.
enum SiteAnswer {
    New { version: Option<String>, page: Box<WebPage> },
    Held { version: String, kind: ContentKind },
}

impl Site {
    /// Makes a page, unless the client holds it. The version is asked before the page: what is recorded between the two is
    /// sent again, and never missed.
    fn made(
        &self,
        store: &Store,
        address: &Address,
        (asked, form): (&PageRequest, Option<&ClaimForm>),
        kept: &KeptDigest,
    ) -> Result<SiteAnswer, Error> {
        let options = PageOptions { zone: self.zone, digest: Some(&kept.digest) };
        if let Some(form) = form {
            let page = Box::new(pages::checked(store, address, form.clone(), &options)?);
            return Ok(SiteAnswer::New { version: None, page });
        }
        let version = self.version(&head(store)?, kept);
        if asked.holds(&version) {
            return Ok(SiteAnswer::Held { version, kind: ContentKind::Page(address.face) });
        }
        let page = Box::new(pages::page(store, address, &options)?);
        Ok(SiteAnswer::New { version: Some(version), page })
    }
}

fn sent(made: SiteAnswer) -> Paged {
    match made {
        SiteAnswer::Held { version, kind } => Ok(PageAnswer::not_modified(kind).versioned(&version)),
        SiteAnswer::New { version, page } => {
            let (answer, is_found) = (written(&page)?, page.outcome() == PageOutcome::Found);
            Ok(match version.filter(|_| is_found) {
                Some(version) => answer.versioned(&version),
                None => answer,
            })
        }
    }
}

/// A page in the form that its address asks for.
pub fn written(page: &WebPage) -> Paged {
    let mut body = faces::body(page, Addressing::Served).map_err(|_| Refusal::Failed)?;
    body.shrink_to_fit(); // it is kept until the client has taken it
    Ok(PageAnswer::page(ContentKind::Page(page.address.face), body).having(page.outcome().status()))
}

/// The page that tells a trouble, in the form that was asked for.
fn trouble(asked: &PageRequest, trouble: Trouble) -> Paged {
    let address = Address::of(PageId::Front).as_face(face_of(asked.path()));
    written(&WebPage::of_trouble(address, trouble))
}

/// What is told of a store that cannot be read.
fn failed(error: &Error) -> Trouble {
    let told = match error {
        Error::Fault(problem) | Error::Recorded(problem) | Error::NothingMatches(problem) => {
            Some((problem.what.clone(), problem.hint.clone()))
        }
        _ => None,
    };
    let (error, hint) = told.unwrap_or_else(|| (Refusal::Failed.what(), Refusal::Failed.hint().to_owned()));
    Trouble { outcome: PageOutcome::Failed, error, hint }
}

fn style(version: &str, asked: &PageRequest) -> PageAnswer {
    let style = match asked.holds(version) {
        true => PageAnswer::not_modified(ContentKind::Css),
        false => PageAnswer::page(ContentKind::Css, html::STYLE.into()),
    };
    style.versioned(version)
}

/// Browsers ask for a picture of the site. There is none.
fn no_icon() -> PageAnswer {
    PageAnswer { status: StatusCode::NO_CONTENT, ..PageAnswer::page(ContentKind::Text, Vec::new()) }
}
