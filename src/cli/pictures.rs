//! Pictures as files: which there are, and how each is drawn.

use std::io::{self, Write};
use std::path::Path;

use super::building::to_build_with;
use super::ending::ending;
use crate::chart::Chart;
use crate::desk::Error;
use crate::model::shell;
use crate::render::svg::{self, SvgOptions, SvgStyle};

/// A picture as a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureFile {
    /// Lines and letters, sharp at every size.
    Svg,
    /// Pixels.
    Png,
    /// A page that holds pictures and their tables.
    Html,
}

/// How wide a picture is unless it is said, in pixels.
pub const WIDTH: u32 = 720;

impl PictureFile {
    /// By the ending of a file.
    pub fn of(path: &Path) -> Option<PictureFile> {
        match ending(path).as_str() {
            "svg" => Some(PictureFile::Svg),
            "png" => Some(PictureFile::Png),
            "html" => Some(PictureFile::Html),
            _ => None,
        }
    }

    /// Whether it is one picture, and nothing beside it.
    pub fn is_one(self) -> bool {
        self != PictureFile::Html
    }

    /// Nothing, where this build can draw it.
    ///
    /// # Errors
    /// What to type where it cannot.
    pub fn check(self, to: &Path) -> Result<(), Error> {
        match self {
            PictureFile::Png if cfg!(not(feature = "png")) => Err(Error::usage(
                format!(
                    "{} was not written: this tollbook was built without the feature `png`",
                    to.display()
                ),
                format!(
                    "take the same picture as {}; or build it in, {}",
                    shell::word(&to.with_extension("svg").display().to_string()),
                    to_build_with("png")
                ),
            )),
            _ => Ok(()),
        }
    }
}

/// Draws charts for a width in pixels; a file that is one picture holds the first.
///
/// # Errors
/// What writing meets, or a picture that cannot be made.
pub fn draw(out: &mut dyn Write, charts: &[Chart], file: PictureFile, width: u32) -> Result<(), Error> {
    let Some(first) = charts.first() else { return Ok(()) };
    match file {
        PictureFile::Svg => Ok(write_svg(out, first, width)?),
        PictureFile::Png => png(out, first, width),
        PictureFile::Html => Ok(crate::render::html::chart_page::chart_page(out, charts, width)?),
    }
}

fn write_svg(out: &mut dyn Write, chart: &Chart, width: u32) -> io::Result<()> {
    svg::chart(out, chart, SvgOptions { width, id: "chart", style: SvgStyle::Inside })
}

#[cfg(feature = "png")]
fn png(out: &mut dyn Write, chart: &Chart, width: u32) -> Result<(), Error> {
    let mut svg = Vec::new();
    write_svg(&mut svg, chart, width)?;
    let bytes =
        crate::render::png::of_svg(&svg).map_err(|fault| Error::usage(fault.to_string(), fault.hint()))?;
    Ok(out.write_all(&bytes)?)
}

#[cfg(not(feature = "png"))]
fn png(_: &mut dyn Write, _: &Chart, _: u32) -> Result<(), Error> {
    Err(Error::usage("this tollbook draws no .png", "take the same picture as .svg"))
}
