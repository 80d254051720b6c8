//! The files of a folder of pages, one after the other.

use std::io::Write;

use crate::desk::error::Error;
use crate::desk::folder::PendingFolder;
use crate::render::faces;
use crate::report::address::folder::Addressing;
use crate::report::address::{Address, Face};
use crate::report::pages::parts::PageParts;
use crate::report::pages::{PageContent, WebPage};

use super::shelves::SiteShelves;

/// Writes pages into a folder.
pub struct SiteWriter<'s> {
    folder: PendingFolder,
    shelves: &'s SiteShelves<'s>,
    entry: i64,
}

impl<'s> SiteWriter<'s> {
    /// Begins with a folder. `entry`: the newest that the pages know.
    pub fn new(folder: PendingFolder, shelves: &'s SiteShelves<'s>, entry: i64) -> SiteWriter<'s> {
        SiteWriter { folder, shelves, entry }
    }

    /// A page of what the folder holds.
    pub fn page(&self, address: Address, parts: PageParts, content: PageContent) -> WebPage {
        WebPage { address, entry: self.entry, parts, content }
    }

    /// Writes a page where its address says; nothing where the folder has no such page.
    ///
    /// # Errors
    /// A disk that is full.
    pub fn write(&mut self, page: &WebPage) -> Result<(), Error> {
        match Addressing::file(self.shelves, &page.address) {
            Some(file) => self.write_as(page, &file.path),
            None => Ok(()),
        }
    }

    /// Writes a page in this form.
    ///
    /// # Errors
    /// A disk that is full.
    pub fn write_in(&mut self, page: &mut WebPage, face: Face) -> Result<(), Error> {
        page.address.face = face;
        self.write(page)
    }

    /// Writes a page into a file.
    ///
    /// # Errors
    /// A disk that is full.
    pub fn write_as(&mut self, page: &WebPage, path: &str) -> Result<(), Error> {
        let from = crate::report::address::folder::FolderFile { path: path.to_owned(), anchor: None };
        let body = faces::body(page, Addressing::Folder { shelves: self.shelves, from: &from })?;
        let mut part = self.folder.file(path)?;
        part.write_all(&body)?;
        self.folder.finish(part)?;
        Ok(())
    }

    /// Writes a text into a file.
    ///
    /// # Errors
    /// A disk that is full.
    pub fn text(&mut self, path: &str, text: &str) -> Result<(), Error> {
        self.folder.write(path, text)?;
        Ok(())
    }

    /// Gives the folder its name; returns how many files it has.
    ///
    /// # Errors
    /// As [`PendingFolder::commit`].
    pub fn commit(self) -> Result<usize, Error> {
        let files = self.folder.written().len();
        self.folder.commit()?;
        Ok(files)
    }
}
