//! The tags of a page, and what must hold of every page.

use std::collections::BTreeSet;

/// A tag as it stands in a page.
#[derive(Debug)]
pub struct Tag {
    /// Its name; that of an end begins with a slash.
    pub name: String,
    /// Its attributes.
    pub attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// The names that tags and attributes of our pages have, those of drawings too.
const TAGS: &str = "html head meta title link body a header p nav ul ol li form label input button main h1 h2 section \
    div table caption thead tbody tr th td time strong code pre span bdi dl dt dd textarea footer mark br q details \
    summary figure svg desc g rect line path circle text tspan polyline polygon defs clippath use";
const ATTRIBUTES: &str = "lang charset name content rel href type class id for value role action method aria-label \
    aria-labelledby aria-describedby aria-current aria-hidden tabindex scope datetime rows readonly dir placeholder \
    autocomplete maxlength required accept-charset data-head xmlns width height viewbox direction unicode-bidi x y x1 \
    x2 y1 y2 cx cy r d points transform text-anchor clip-path fill dx dy";

/// The tags of a page. Every `<` begins one: the `<` of a text is escaped.
pub fn tags(body: &str) -> Vec<Tag> {
    let body = body.strip_prefix("<!DOCTYPE html>").expect("a page");
    body.split('<').skip(1).map(tag).collect()
}

fn tag(rest: &str) -> Tag {
    let end = rest.find([' ', '>', '\n', '/']).filter(|end| *end > 0);
    let end = end.unwrap_or_else(|| rest.find('>').expect("an end"));
    let (name, mut rest) = rest.split_at(end);
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches([' ', '\n', '/']);
        if rest.starts_with('>') {
            break;
        }
        let end = rest.find(['=', ' ', '>']).expect("an attribute");
        let own = rest[..end].to_owned();
        rest = &rest[end..];
        let mut value = String::new();
        if let Some(quoted) = rest.strip_prefix("=\"") {
            let end = quoted.find('"').expect("a quote");
            value = quoted[..end].to_owned();
            rest = &quoted[end + 1..];
        }
        attributes.push((own.to_lowercase(), value));
    }
    Tag { name: name.to_lowercase(), attributes }
}

/// What must hold of every page, whatever stands in the store.
pub fn check(path: &str, body: &str) {
    let tags = tags(body);
    let (known_tags, known_attributes): (BTreeSet<&str>, BTreeSet<&str>) =
        (TAGS.split_whitespace().collect(), ATTRIBUTES.split_whitespace().collect());
    for tag in &tags {
        assert!(known_tags.contains(tag.name.trim_start_matches('/')), "{path}: {tag:?}");
        for (name, value) in &tag.attributes {
            assert!(known_attributes.contains(name.as_str()), "{path}: {tag:?}");
            let leads =
                ["/", "#", "http://", "https://", "data:,"].iter().any(|begins| value.starts_with(begins));
            assert!(name != "href" || leads, "{path} leads to {value}");
        }
    }
    let hidden =
        ['\u{202e}', '\u{202a}', '\u{2066}', '\u{2067}', '\u{1b}', '\u{7}', '\u{9b}', '\u{feff}', '\u{200b}'];
    assert!(!body.contains(hidden), "{path} hides something");
    for (name, times) in [("html", 1), ("main", 1), ("h1", 1), ("footer", 1), ("title", 1)] {
        let found = tags
            .iter()
            .filter(|tag| tag.name == name && tag.value("id").is_none_or(|id| !id.ends_with("-title")));
        assert_eq!(found.count(), times, "{path}: {name}");
    }
    assert_eq!(tags[0].value("lang"), Some("en"), "{path}");
    let first_link = tags.iter().find(|tag| tag.name == "a").expect("a link");
    assert_eq!(first_link.value("href"), Some("#main"), "{path} has a way past its head");
    ids_are_one_of_a_kind(path, &tags);
    headings_are_in_order(path, &tags);
    tables_say_what_they_are(path, &tags);
    fields_have_labels(path, &tags);
}

fn ids_are_one_of_a_kind(path: &str, tags: &[Tag]) {
    let ids: Vec<&str> = tags.iter().filter_map(|tag| tag.value("id")).collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "{path}: an id stands twice in {ids:?}");
    for name in ["aria-labelledby", "aria-describedby", "for"] {
        for to in tags.iter().filter_map(|tag| tag.value(name)) {
            assert!(unique.contains(to), "{path}: {name} names {to}, which is not there");
        }
    }
    for anchor in tags.iter().filter_map(|tag| tag.value("href")?.strip_prefix('#')) {
        assert!(unique.contains(anchor), "{path} has no place {anchor}");
    }
}

fn headings_are_in_order(path: &str, tags: &[Tag]) {
    let headings: Vec<&str> =
        tags.iter().map(|tag| tag.name.as_str()).filter(|name| ["h1", "h2"].contains(name)).collect();
    assert_eq!(headings.first(), Some(&"h1"), "{path}");
}

fn tables_say_what_they_are(path: &str, tags: &[Tag]) {
    for pair in tags.windows(2).filter(|pair| pair[0].name == "table") {
        assert_eq!(pair[1].name, "caption", "{path}");
    }
    for head in tags.iter().filter(|tag| tag.name == "th") {
        assert!(head.value("scope").is_some(), "{path}: {head:?}");
    }
}

fn fields_have_labels(path: &str, tags: &[Tag]) {
    let labels: BTreeSet<&str> =
        tags.iter().filter(|tag| tag.name == "label").filter_map(|tag| tag.value("for")).collect();
    for field in tags.iter().filter(|tag| ["input", "textarea"].contains(&tag.name.as_str())) {
        assert!(field.value("id").is_some_and(|id| labels.contains(id)), "{path}: {field:?}");
    }
}
