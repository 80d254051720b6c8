//! A drawing as pixels, with the fonts of the computer on which it is made. No letter is left out in silence.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{FontResolver, Options, Tree, fontdb};

use crate::render::visible::visible;

/// How many pixels a unit of the drawing is wide: sharp in print and on fine screens.
const PIXELS: f32 = 2.0;

/// Families without serifs, the first that is there being taken.
const FAMILIES: [&str; 8] = [
    "Noto Sans",
    "Liberation Sans",
    "DejaVu Sans",
    "Arial",
    "Helvetica Neue",
    "Helvetica",
    "Segoe UI",
    "Roboto",
];

/// How many letters without a font are named.
const NAMED: usize = 8;

/// Why there are no pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PngFault {
    /// The computer has no font, and numbers without letters mislead.
    NoFonts,
    /// No font has some letters.
    NoFontFor(Vec<char>),
    /// The drawing cannot be read or is too large; in the words of the library.
    NotDrawn(String),
}

impl fmt::Display for PngFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PngFault::NoFonts => {
                f.write_str("this computer has no font to write the words of a picture with")
            }
            PngFault::NoFontFor(letters) => {
                let named: Vec<String> = letters.iter().take(NAMED).map(char::to_string).collect();
                let more = if letters.len() > NAMED { " and others" } else { "" };
                write!(f, "no font of this computer has {}{more}", visible(&named.join(" ")))
            }
            PngFault::NotDrawn(why) => write!(f, "the picture could not be drawn: {why}"),
        }
    }
}

impl PngFault {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            PngFault::NoFonts | PngFault::NoFontFor(_) => {
                "install a font that has them, such as Noto Sans; or name a file that ends in .svg"
            }
            PngFault::NotDrawn(_) => "name a file that ends in .svg",
        }
    }
}

/// The bytes of a PNG, from those of an SVG.
///
/// # Errors
/// Letters without a font, or a drawing that cannot be drawn.
pub fn of_svg(svg: &[u8]) -> Result<Vec<u8>, PngFault> {
    of_svg_with(svg, system_fonts())
}

fn of_svg_with(svg: &[u8], fonts: fontdb::Database) -> Result<Vec<u8>, PngFault> {
    if fonts.is_empty() {
        return Err(PngFault::NoFonts);
    }
    let missing = Arc::new(Mutex::new(Vec::new()));
    let options = options(fonts, Arc::clone(&missing));
    let tree = Tree::from_data(svg, &options).map_err(|error| PngFault::NotDrawn(error.to_string()))?;
    let missing = missing.lock().unwrap_or_else(PoisonError::into_inner).clone();
    if !missing.is_empty() {
        return Err(PngFault::NoFontFor(missing));
    }
    let size = tree.size();
    let pixels = |length: f32| (length * PIXELS).ceil() as u32;
    let too_large = || PngFault::NotDrawn("it has too many pixels".to_owned());
    let mut pixmap = Pixmap::new(pixels(size.width()), pixels(size.height())).ok_or_else(too_large)?;
    resvg::render(&tree, Transform::from_scale(PIXELS, PIXELS), &mut pixmap.as_mut());
    pixmap.encode_png().map_err(|error| PngFault::NotDrawn(error.to_string()))
}

/// Options by which letters that no font has are noted.
fn options(fonts: fontdb::Database, missing: Arc<Mutex<Vec<char>>>) -> Options<'static> {
    let fall_back = FontResolver::default_fallback_selector();
    let select_fallback = move |letter: char, used: &[fontdb::ID], fonts: &mut Arc<fontdb::Database>| {
        // The library takes the first font that has the letter, however bold and narrow that is.
        let passed_over = [unlike(used, fonts, &FAMILIES), unlike(used, fonts, &[]), Vec::new()];
        let found = passed_over.into_iter().find_map(|others| {
            let others = [used, &others].concat();
            fall_back(letter, &others, fonts)
        });
        if found.is_none() && letter.is_alphanumeric() {
            let mut missing = missing.lock().unwrap_or_else(PoisonError::into_inner);
            if !missing.contains(&letter) {
                missing.push(letter);
            }
        }
        found
    };
    let select_font = FontResolver::default_font_selector();
    Options {
        font_resolver: FontResolver { select_font, select_fallback: Box::new(select_fallback) },
        fontdb: Arc::new(fonts),
        ..Options::default()
    }
}

/// The faces that are not as bold, as narrow and as upright as the first of some, or of none of these families; no families:
/// of any.
fn unlike(used: &[fontdb::ID], fonts: &fontdb::Database, families: &[&str]) -> Vec<fontdb::ID> {
    let looks = |face: &fontdb::FaceInfo| (face.weight, face.stretch, face.style, face.monospaced);
    let Some(own) = used.first().and_then(|id| fonts.face(*id)).map(looks) else { return Vec::new() };
    let is_of = |face: &fontdb::FaceInfo| {
        families.is_empty() || face.families.iter().any(|(name, _)| families.contains(&name.as_str()))
    };
    fonts.faces().filter(|face| looks(face) != own || !is_of(face)).map(|face| face.id).collect()
}

fn system_fonts() -> fontdb::Database {
    let mut fonts = fontdb::Database::new();
    fonts.load_system_fonts();
    let has = |family: &str| fonts.faces().any(|face| face.families.iter().any(|(name, _)| name == family));
    let any = || Some(fonts.faces().next()?.families.first()?.0.clone());
    let family = FAMILIES.iter().find(|family| has(family)).map(ToString::to_string).or_else(any);
    if let Some(family) = family {
        fonts.set_sans_serif_family(&family);
        fonts.set_serif_family(&family);
    }
    fonts
}

#[cfg(test)]
mod tests {
    use super::*;

    const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"240\" height=\"60\">\
        <rect width=\"240\" height=\"60\" fill=\"#fff\"/>\
        <text x=\"10\" y=\"30\" font-family=\"sans-serif\">TEXT</text></svg>";

    #[test]
    fn pixels_hold_the_words_two_for_each_unit() {
        let with = of_svg(SVG.replace("TEXT", "471 killed").as_bytes()).expect("a picture");
        let without = of_svg(SVG.replace("TEXT", "").as_bytes()).expect("a picture");
        let drawn = |bytes: &[u8]| Pixmap::decode_png(bytes).expect("a PNG");
        assert_eq!((drawn(&with).width(), drawn(&with).height()), (480, 120));
        let dark = |picture: &Pixmap| picture.pixels().iter().filter(|pixel| pixel.red() < 100).count();
        assert_eq!(dark(&drawn(&without)), 0);
        assert!(dark(&drawn(&with)) > 200, "{}", dark(&drawn(&with)));
    }

    #[test]
    fn a_letter_of_another_font_is_no_bolder_than_its_text() {
        let options = options(system_fonts(), Arc::default());
        let mut fonts = Arc::clone(&options.fontdb);
        let families = &[fontdb::Family::SansSerif];
        let own = fonts.query(&fontdb::Query { families, ..Default::default() }).expect("a font");
        let Some(found) = (options.font_resolver.select_fallback)('غ', &[own], &mut fonts) else { return };
        let looks = |id| fonts.face(id).map(|face| (face.weight, face.stretch, face.monospaced));
        assert_eq!(looks(found), looks(own));
    }

    #[test]
    fn no_letter_is_left_out_in_silence() {
        let fault = of_svg_with(SVG.as_bytes(), fontdb::Database::new()).expect_err("no font");
        assert_eq!(fault, PngFault::NoFonts);
        // One face alone has not all of these: of cuneiform, Bamum, Adlam, shorthand, Arabic and Han.
        let mut fonts = system_fonts();
        let others: Vec<fontdb::ID> = fonts.faces().skip(1).map(|face| face.id).collect();
        others.into_iter().for_each(|id| fonts.remove_face(id));
        let family = fonts.faces().next().expect("a font").families[0].0.clone();
        fonts.set_sans_serif_family(&family);
        fonts.set_serif_family(&family);
        let letters = SVG.replace("TEXT", "471 \u{12000}\u{16800}\u{1e900}\u{1bc00}غ漢");
        let fault = of_svg_with(letters.as_bytes(), fonts).expect_err("letters without a font");
        assert!(matches!(&fault, PngFault::NoFontFor(missing) if !missing.is_empty()), "{fault}");
    }
}
