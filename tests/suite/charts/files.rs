//! The files of pictures: the drawing, and its words beside it.

use std::fs;

use crate::desk::Desk;

fn desk() -> Desk {
    let desk = Desk::new();
    let rows = "event,place,measure,count_type,figure,as_of,published_on,authority,publisher\n\
                Osk flood,Osk,killed,total,at least 12,2021-03-01,2021-03-01,Osk Police,Wire\n\
                Osk flood,Osk,killed,total,31,2021-03-05,2021-03-05,Osk Police,Wire\n";
    desk.file("figures.csv", rows);
    desk.run(&["import", "figures.csv", "-q"]).with(0);
    desk
}

/// The words of a picture, which lie beside it.
fn words(desk: &Desk) -> String {
    fs::read_to_string(desk.path("x.alt.txt")).expect("the words")
}

#[test]
fn a_drawing_has_its_words_beside_it() {
    let desk = desk();
    desk.run(&["timeline", "-o", "x.svg"]).with(0);
    let drawing = fs::read_to_string(desk.path("x.svg")).expect("a drawing");
    assert!(drawing.starts_with("<svg ") && drawing.contains(words(&desk).trim()));
}

/// A build that draws no PNG names the feature, and what works without it.
#[cfg(not(feature = "png"))]
#[test]
fn a_build_without_png_says_what_to_type() {
    let desk = desk();
    let said = desk.run(&["timeline", "-o", "x.png"]);
    assert_eq!(said.code, Some(2), "{}", said.err);
    let said = said.err.split_whitespace().collect::<Vec<_>>().join(" ");
    for typed in ["the feature `png`", "--features png", "x.svg"] {
        assert!(said.contains(typed), "{said}");
    }
    assert!(!desk.names().iter().any(|name| name.starts_with("x.")), "{:?}", desk.names());
}

/// Two pixels for each unit of the drawing, with the same words beside it.
#[cfg(feature = "png")]
#[test]
fn a_png_has_the_size_and_the_words_of_its_drawing() {
    let desk = desk();
    desk.run(&["timeline", "-o", "x.svg", "--width", "360"]).with(0);
    let (drawing, said) = (fs::read_to_string(desk.path("x.svg")).expect("a drawing"), words(&desk));
    desk.run(&["timeline", "-o", "x.png", "--width", "360"]).with(0);
    assert_eq!(words(&desk), said);
    let png = fs::read(desk.path("x.png")).expect("a picture");
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    let side = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().expect("four bytes"));
    assert_eq!(side(16), 720);
    assert!(drawing.contains(&format!("height=\"{}\"", side(20) / 2)), "{} pixels high", side(20));
}
