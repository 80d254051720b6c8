//! Words that people try where a command should stand, and the command that does it.

/// Words with one answer.
pub const TRIED: [(&[&str], &str); 48] = [
    (&["history"], "tollbook timeline WORDS for a series, tollbook log ID for one figure"),
    (&["blame"], "tollbook show ID: who said it, where, and who recorded it here"),
    (&["merge"], "tollbook import FILE: another store, or a file that the other desk exported"),
    (
        &["sync", "pull", "fetch", "clone"],
        "tollbook import FILE, which takes in another desk's store or export; what is here already is recognised",
    ),
    (&["push", "share", "send"], "tollbook export -o figures.jsonl: the other desk imports it"),
    (
        &["chart", "plot", "draw", "graph", "trend", "picture"],
        "tollbook timeline WORDS -o chart.svg for a picture, and with -o chart.csv for a table that a charting tool takes",
    ),
    (&["report", "summary", "summarise", "summarize", "cite"], "tollbook reconcile WORDS"),
    (&["brief"], "tollbook reconcile WORDS --brief"),
    (
        &["search", "query", "find", "grep", "get", "ask", "select", "lookup"],
        "tollbook reconcile WORDS for answers, tollbook list figures WORDS for the figures",
    ),
    (&["why", "explain", "trace"], "tollbook reconcile WORDS --explain"),
    (
        &["policy", "policies"],
        "tollbook reconcile WORDS --policy latest; tollbook reconcile --help names the others",
    ),
    (
        &["lint"],
        "tollbook audit for the figures, tollbook import FILE -n for a file, tollbook verify for the store",
    ),
    (
        &["web", "browser", "page", "pages", "html", "gui", "server", "dashboard"],
        "tollbook serve --open: the store as pages in a browser of this computer; to hand them on: tollbook export --site DIR",
    ),
    (&["site", "website", "publish"], "tollbook export --site DIR: pages that work from the disk"),
    (&["validate", "doctor", "fsck"], "tollbook verify for the store, tollbook audit for the figures"),
    (&["factcheck", "fact-check", "claim"], "tollbook check TEXT"),
    (&["conflicts"], "tollbook reconcile WORDS: sources that differ come first after an import"),
    (&["asof", "as-of"], "tollbook reconcile --as-of DAY"),
    (
        &["checkout"],
        "tollbook reconcile --recorded-by TIME: what this desk had then, without changing anything",
    ),
    (&["init"], "tollbook import FILE.csv: it makes the store"),
    (
        &["new", "create"],
        "tollbook add for one figure, tollbook import FILE.csv for a file: both make the store",
    ),
    (&["load", "insert", "upload", "ingest"], "tollbook import FILE"),
    (&["open", "use"], "tollbook --db FILE reconcile: --db names the store, with every command"),
    (
        &["delete", "remove", "rm", "del", "drop", "erase"],
        "tollbook amend ID --void -m WHY for one figure, tollbook undo ENTRY for a whole entry: nothing is deleted, and both can be undone; tollbook log numbers the entries, tollbook list figures the figures",
    ),
    (
        &["edit", "fix", "correct", "mend", "change", "modify"],
        "tollbook amend ID --typo FIELD=VALUE -m WHY for what this desk mistyped, tollbook add FIGURE --corrects ID for what its publisher corrected; tollbook list figures numbers the figures",
    ),
    (
        &["revise"],
        "tollbook add FIGURE --revises ID: what the world changed is added; tollbook list figures numbers the figures",
    ),
    (&["withdraw", "retract"], "tollbook add --retracts ID; tollbook list figures numbers the figures"),
    (
        &["rename", "alias", "mv"],
        "tollbook amend authority \"OLD NAME\" --same-as \"NEW NAME\" -m WHY, and so with event, place, group or publisher",
    ),
    (
        &["revert", "rollback", "reset", "restart"],
        "tollbook undo ENTRY, with the number that tollbook log shows",
    ),
    (&["redo"], "tollbook undo ENTRY, with the number of the undo in tollbook log: an undo of it restores"),
    (
        &["backup", "save", "copy", "cp", "archive", "snapshot"],
        "tollbook export -o copy.db: a verified backup of the whole store",
    ),
    (
        &["restore"],
        "tollbook --db copy.db reconcile: a backup is a store, so name it, or copy it to where the store was",
    ),
    (
        &["dump"],
        "tollbook export -o figures.csv for the figures, tollbook export -o copy.db for the whole store",
    ),
    (
        &["stats", "statistics"],
        "tollbook list series for how many figures there are, tollbook log --revisions WORDS for how counts changed",
    ),
    (
        &["sum", "count", "average", "mean", "median", "aggregate"],
        "tollbook reconcile WORDS: counts of several sources are never added up or averaged; the answer is what they say, or their range",
    ),
    (
        &["status", "info"],
        "tollbook alone for the store that is found here, tollbook log for what was recorded",
    ),
    (&["commit"], "tollbook log: every import and addition is recorded at once"),
    (&["branch", "fork"], "tollbook export -o copy.db, then tollbook --db copy.db with any command"),
    (&["version"], "tollbook --version"),
    (&["usage", "commands", "tutorial"], "tollbook --help, or tollbook import --help for one command"),
    (
        &["config", "configure", "settings", "setup", "options", "preferences"],
        "tollbook --help: --db or $TOLLBOOK_DB names the store, --who or $TOLLBOOK_WHO who is typing",
    ),
    (
        &["update", "refresh"],
        "tollbook import FILE: rows that are here already are recognised, and new ones added",
    ),
    (
        &["upgrade", "migrate"],
        "tollbook --version: a store of an older version is led to the new layout by the next verb that writes",
    ),
    (&["ls", "dir"], "tollbook list series WORDS, or tollbook list figures WORDS"),
    (
        &["print", "view", "display", "cat", "see", "head", "describe"],
        "tollbook reconcile WORDS for answers, tollbook show ID for one figure",
    ),
    (
        &["sql", "sqlite"],
        "sqlite3 -readonly tollbook.db: docs/store.md describes its views figures and newest_figures",
    ),
    (&["csv", "json"], "tollbook export -o figures.csv; with --csv or --json every answer comes so"),
    (
        &["excel", "xlsx", "workbook", "spreadsheet"],
        "tollbook export -o figures.xlsx to write one, tollbook import FILE to read one",
    ),
];

/// What in an answer stands for what was typed behind the word, where something was.
pub const PLACES: [&str; 7] = ["WORDS", "FILE", "ENTRY", "ID", "TIME", "DAY", "TEXT"];

/// What can be listed, where `list` was left out.
pub const LISTED: [&str; 10] = [
    "figures",
    "series",
    "authorities",
    "publishers",
    "sources",
    "events",
    "places",
    "groups",
    "entries",
    "findings",
];

/// Words with which a question begins, and names of places and events do not.
const ASKING: [&str; 5] = ["how", "what", "when", "where", "which"];

/// Words of a question that say nothing of what is asked for.
const IDLE: [&str; 29] = [
    "a", "an", "and", "are", "at", "been", "by", "did", "do", "does", "during", "for", "from", "had", "has",
    "have", "in", "is", "many", "much", "number", "of", "on", "people", "the", "there", "was", "were", "who",
];

/// The words of a question that can be searched for; `None` where it is no question.
pub fn searched(question: &[&str]) -> Option<Vec<String>> {
    let plain = |word: &str| word.trim_end_matches(['?', '.', ',']).to_owned();
    let is_idle = |word: &str| IDLE.contains(&word) || ASKING.contains(&word);
    let (first, _) = question.split_first()?;
    ASKING.contains(&first.to_lowercase().as_str()).then(|| {
        let words = question.iter().map(|word| plain(word));
        words.filter(|word| !word.is_empty() && !is_idle(&word.to_lowercase())).collect()
    })
}
