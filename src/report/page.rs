//! What a report says to people, as plain blocks one under the other. How wide they are and how they look is not known
//! here.

use std::borrow::Cow;

use super::lists::Table;

/// Blocks in the order in which they are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    blocks: Vec<Block>,
}

/// One block of a page. Its texts may come from data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// The name of what follows, on one line.
    Heading(String),
    /// The heading of one thing: its name, what else it is called, its words.
    Title {
        /// Its name.
        name: String,
        /// What stands between: less than the name.
        aside: String,
        /// Its words.
        words: String,
    },
    /// Sentences.
    Paragraph(String),
    /// One line that is not broken: what to type.
    Line(String),
    /// A label and what it says.
    Labelled {
        /// The label; empty where the one above goes on.
        label: Cow<'static, str>,
        /// What it says; never empty.
        text: String,
    },
    /// A label and something to type, which is not broken.
    ToType {
        /// The label.
        label: &'static str,
        /// What to type, and why.
        text: String,
    },
    /// Rows under the names of their columns.
    Table(Table),
    /// A remark on what stands above, of less weight.
    Remark(String),
    /// The fingerprint of the sentence above, for a screen: it is no part of what is copied.
    Fingerprint(String),
    /// An empty line.
    Blank,
}

impl Page {
    /// The page of one report.
    pub fn of(report: &impl super::Report) -> Page {
        let mut page = Page::default();
        report.text(&mut page);
        page
    }

    /// The blocks in the order in which they are read.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Whether it begins with a label, and so goes on with what stands above it.
    pub fn goes_on(&self) -> bool {
        matches!(self.blocks.first(), Some(Block::Labelled { .. }))
    }

    /// What stands above the first table, and the rest.
    pub fn at_the_table(mut self) -> (Page, Page) {
        let is_table = |block: &Block| matches!(block, Block::Table(_));
        let at = self.blocks.iter().position(is_table).unwrap_or(self.blocks.len());
        let rest = self.blocks.split_off(at);
        (self, Page { blocks: rest })
    }

    /// The same with no more than the last rows of a table, `said` below one that is cut; `said` is given how many are left
    /// out.
    pub fn with_last_rows(mut self, most: usize, said: impl Fn(usize) -> String) -> Page {
        let mut blocks = Vec::with_capacity(self.blocks.len());
        for block in self.blocks.drain(..) {
            let Block::Table(mut table) = block else {
                blocks.push(block);
                continue;
            };
            let left_out = table.rows.len().saturating_sub(most);
            table.rows.drain(..left_out);
            blocks.push(Block::Table(table));
            blocks.extend((left_out > 0).then(|| Block::Remark(said(left_out))));
        }
        Page { blocks }
    }

    /// Adds the blocks of another page.
    pub fn append(&mut self, other: Page) {
        self.blocks.extend(other.blocks);
    }

    /// The same with an empty line above, where it has blocks.
    pub fn below_another(mut self) -> Page {
        if !self.blocks.is_empty() {
            self.blocks.insert(0, Block::Blank);
        }
        self
    }

    /// Begins another part: an empty line below what stands there.
    pub fn part(&mut self) {
        if !self.blocks.is_empty() {
            self.blank();
        }
    }

    /// Adds a heading.
    pub fn heading(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Heading(text.into()));
    }

    /// Adds the heading of one thing.
    pub fn title(&mut self, name: String, aside: String, words: &str) {
        self.blocks.push(Block::Title { name, aside, words: words.to_owned() });
    }

    /// Adds a paragraph.
    pub fn paragraph(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Paragraph(text.into()));
    }

    /// Adds a line that is not broken.
    pub fn line(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Line(text.into()));
    }

    /// Adds a label and what it says; nothing where it says nothing.
    pub fn labelled(&mut self, label: impl Into<Cow<'static, str>>, text: impl Into<String>) {
        let (label, text) = (label.into(), text.into());
        if !text.is_empty() {
            self.blocks.push(Block::Labelled { label, text });
        }
    }

    /// Adds a label and what it says where there is something to say.
    pub fn given(&mut self, label: &'static str, text: Option<impl Into<String>>) {
        self.labelled(label, text.map(Into::into).unwrap_or_default());
    }

    /// Adds a label and something to type where there is something.
    pub fn to_type(&mut self, label: &'static str, text: Option<String>) {
        self.blocks.extend(text.map(|text| Block::ToType { label, text }));
    }

    /// Adds a line with the same label for each of `texts`.
    pub fn each<T: Into<String>>(&mut self, label: &'static str, texts: impl IntoIterator<Item = T>) {
        texts.into_iter().for_each(|text| self.labelled(label, text));
    }

    /// Adds which store was written to. `made_by`: what made it, where something did: `this import`.
    pub fn store(&mut self, store: &str, made_by: Option<&str>, dry_run: bool) {
        let how = match (made_by, dry_run) {
            (Some(what), _) => format!(" (made by {what})"),
            (None, true) => " (untouched)".to_owned(),
            (None, false) => String::new(),
        };
        self.labelled("store", format!("{store}{how}"));
    }

    /// Adds what to type to take an entry back, where one was made.
    pub fn take_back(&mut self, entry: Option<i64>) {
        self.to_type("take back", entry.map(|entry| format!("tollbook undo {entry}")));
    }

    /// Has every command that stands alone name the store it is of: ` --db north.db`; empty where it is found.
    pub fn naming(mut self, store: &str) -> Page {
        for block in &mut self.blocks {
            if let Block::ToType { text, .. } = block
                && text.starts_with("tollbook ")
            {
                text.push_str(store);
            }
        }
        self
    }

    /// Adds a table.
    pub fn table(&mut self, table: Table) {
        self.blocks.push(Block::Table(table));
    }

    /// Adds a remark.
    pub fn remark(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Remark(text.into()));
    }

    /// Adds the fingerprint of the sentence above, where it has one.
    pub fn fingerprint(&mut self, fingerprint: Option<&str>) {
        self.blocks.extend(fingerprint.map(|fingerprint| Block::Fingerprint(fingerprint.to_owned())));
    }

    /// Adds an empty line.
    pub fn blank(&mut self) {
        self.blocks.push(Block::Blank);
    }
}
