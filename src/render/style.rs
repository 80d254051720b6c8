//! How wide and how bright text is printed. Nothing depends on colour.

/// What the place that text is printed to can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextStyle {
    /// Columns of a line; 80 where nothing else is known.
    pub width: usize,
    /// Whether there are shades.
    pub colour: Colour,
    /// Whether sentences have their fingerprints below them.
    pub fingerprints: Fingerprints,
}

/// Whether sentences have their fingerprints below them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fingerprints {
    /// On a screen, from which sentences are copied.
    Shown,
    /// In a pipe and a file, and where they are not wanted.
    LeftOut,
}

/// Whether text has shades. Data has two, bold and dim; only the words `error`, `note` and `hint` have a colour besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// None: a pipe, a file, `NO_COLOR`.
    Plain,
    /// Bold and dim.
    Shaded,
}

impl TextStyle {
    /// A pipe or a file.
    pub const PIPE: TextStyle =
        TextStyle { width: 80, colour: Colour::Plain, fingerprints: Fingerprints::LeftOut };

    /// The width, at least what a table needs, and no more than an eye follows.
    pub fn columns(self) -> usize {
        self.width.clamp(40, 160)
    }

    /// What matters most.
    pub fn bold(self, text: &str) -> String {
        self.shaded("1", text)
    }

    /// A word that says what to do.
    pub fn hint(self, text: &str) -> String {
        self.shaded("36", text)
    }

    /// What only labels.
    pub fn dim(self, text: &str) -> String {
        self.shaded("2", text)
    }

    fn shaded(self, code: &str, text: &str) -> String {
        match self.colour {
            Colour::Plain => text.to_owned(),
            Colour::Shaded => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
        }
    }
}
