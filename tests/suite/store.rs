//! The store's promises: append-only, chained, refused when it is not ours, readable by any SQLite tool.

use std::fs;
use std::path::Path;

use tollbook::model::names::NameField;
use tollbook::store;

use crate::books::snapshot;
use crate::desk::{Desk, ask, csv};

fn filled() -> Desk {
    let desk = Desk::new();
    desk.file(
        "one.csv",
        csv(&[
            "a,Flood,Derna,killed,total,\"704, including 305 children\",2023-09-12,2023-09-12,Red Crescent,AP,,,,seen",
            "b,Flood,Derna,killed,total,more than 700,,2023-09-13,Red Crescent,Reuters,,,,",
            "c,Flood,Derna,killed,total,,,2023-09-20,Red Crescent,AFP,,retracts,a,",
        ]),
    );
    desk.file(
        "two.csv",
        csv(&[
            "d,Flood,Derna,killed,total,750,2023-09-14,2023-09-14T10:30+02:00,Red Crescent,AP,,,,",
            "a2,Flood,Derna,killed,total,704,2023-09-12,2023-09-12,Red Crescent,AP,,,,",
        ]),
    );
    desk.import(&["one.csv"]);
    desk.import(&["two.csv"]);
    desk
}

/// The same, with something of every table: what was said of a name, a feed, an erased text, and a figure taken back.
fn filled_whole() -> Desk {
    let desk = filled();
    desk.file(
        "feed.csv",
        "event,measure,count_type,figure,as_of,authority,publisher,note\nHeat wave,killed,total,9,2024-01-10,Ministry,Gazette,daily\n",
    );
    desk.import_with(&["feed.csv"], snapshot("daily", "2024-02-01"));
    desk.say("authority", "Red Crescent", NameField::Rank, "1").expect("said");
    desk.redact("a", "note", "a court order").expect("erased");
    let story = "The flood killed 704 people in Derna.";
    desk.run(&["check", story, "--keep", "--where", "front", "--url", "https://paper.example/1"]);
    desk.run(&["amend", "d", "--hold", "-m", "not yet"]).with(0);
    desk.run(&["amend", "a", "--asked", "Red Crescent", "--on", "2024-01-02", "--answer", "704"]).with(0);
    for table in LEDGERS {
        let rows = desk.ask(&format!("SELECT count(*) FROM {table}"));
        assert_ne!(rows, "0", "{table} has no row: what is tested of it would hold of anything");
    }
    desk
}

const LEDGERS: [&str; 17] = [
    "entry",
    "name",
    "fact",
    "series",
    "attribution",
    "source",
    "figure",
    "detail",
    "ref",
    "sighting",
    "act",
    "feed_row",
    "kept",
    "redaction",
    "printed",
    "hold",
    "asked",
];

#[test]
fn tables_refuse_update_delete_and_replace() {
    let desk = filled_whole();
    let store = desk.path("tollbook.db");
    for table in LEDGERS {
        for sql in [format!("UPDATE {table} SET id = id"), format!("DELETE FROM {table}")] {
            let refused = ask(&store, &sql).expect_err(&sql);
            assert!(refused.to_string().contains("never"), "{sql}: {refused}");
        }
        let replace = format!("REPLACE INTO {table} SELECT * FROM {table} LIMIT 1");
        let conn = rusqlite::Connection::open(&store).expect("a store");
        conn.execute_batch("PRAGMA recursive_triggers = ON; PRAGMA foreign_keys = ON;").expect("pragmas");
        let refused = conn.execute(&replace, []).expect_err(&replace);
        assert!(refused.to_string().contains("never"), "{replace}: {refused}");
    }
}

/// Every cell of every row of every history table, altered in turn behind the triggers' back, is caught.
#[test]
fn verify_finds_every_altered_row() {
    let desk = filled_whole();
    let (store, copy) = (desk.path("tollbook.db"), desk.path("altered.db"));
    desk.verify();
    let mut altered = 0;
    for table in LEDGERS {
        let before = altered;
        let sql = format!("SELECT name FROM pragma_table_info('{table}') WHERE name <> 'id'");
        let columns = ask(&store, &sql).expect("columns");
        for id in ask(&store, &format!("SELECT id FROM {table}")).expect("ids").lines() {
            for column in columns.lines() {
                fs::copy(&store, &copy).expect("a copy");
                if !alter(&copy, table, column, id) {
                    continue;
                }
                altered += 1;
                assert!(!is_whole(&copy), "{table}.{column} of row {id} was altered unseen");
                if altered == before + 1 {
                    let said = desk.run(&["--db", "altered.db", "verify"]);
                    assert_ne!(said.code, Some(0), "{table}.{column} of row {id}: {}", said.out);
                }
            }
        }
        assert!(altered > before, "no cell of {table} was altered");
    }
    assert!(altered > 250, "only {altered} cells were altered");
}

/// Changes one cell behind the triggers' back; `false` where it is empty or takes no other value.
fn alter(store: &Path, table: &str, column: &str, id: &str) -> bool {
    let conn = rusqlite::Connection::open(store).expect("a store");
    let triggers = ["edited", "deleted", "replaced"];
    let drop = triggers.map(|what| format!("DROP TRIGGER IF EXISTS {table}_is_never_{what};"));
    conn.execute_batch(&drop.concat()).expect("triggers dropped");
    conn.execute_batch("PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF;").expect("pragmas");
    let change = format!(
        "UPDATE {table} SET {column} = CASE typeof({column}) WHEN 'integer' THEN {column} + 1 WHEN 'text' THEN {column} || 'x' WHEN 'blob' THEN zeroblob(length({column})) ELSE NULL END WHERE id = {id} AND {column} IS NOT NULL"
    );
    let changed = conn.execute(&change, []).unwrap_or(0);
    drop_conn(conn);
    changed == 1
}

/// Whether a store opens and every link of it holds.
fn is_whole(store: &Path) -> bool {
    let opened = tollbook::store::Store::open_for_reading(store);
    opened
        .and_then(|store| store::verify::verify(&store, |_| {}))
        .is_ok_and(|verified| verified.faults.is_empty())
}

fn drop_conn(conn: rusqlite::Connection) {
    conn.close().expect("closed");
}

#[test]
fn verify_finds_rows_that_were_removed_or_added() {
    let desk = filled();
    for change in [
        "DELETE FROM ref WHERE id = 1",
        "DELETE FROM figure WHERE id = (SELECT max(id) FROM figure)",
        "INSERT INTO ref (id, ref, figure) VALUES (99, 'x', 1)",
        "DELETE FROM entry WHERE id = 2",
    ] {
        fs::copy(desk.path("tollbook.db"), desk.path("altered.db")).expect("a copy");
        let conn = rusqlite::Connection::open(desk.path("altered.db")).expect("a store");
        conn.execute_batch("PRAGMA foreign_keys = OFF; DROP TRIGGER ref_is_never_deleted; DROP TRIGGER figure_is_never_deleted; DROP TRIGGER entry_is_never_deleted;").expect("dropped");
        assert_eq!(conn.execute(change, []).expect("a change"), 1);
        drop_conn(conn);
        assert_ne!(desk.run(&["--db", "altered.db", "verify"]).code, Some(0), "{change}");
    }
}

/// Answers take the publisher from the attribution, and the rest of a document from the source: they must agree.
#[test]
fn verify_finds_an_attribution_to_another_publisher() {
    let desk = filled();
    let conn = rusqlite::Connection::open(desk.path("tollbook.db")).expect("a store");
    let change = "DROP TRIGGER attribution_is_never_edited;
                  INSERT INTO name VALUES (9999, 'publisher', 'Another');
                  UPDATE attribution SET publisher = 9999 WHERE id = (SELECT attribution FROM figure WHERE id = 1)";
    conn.execute_batch(change).expect("a change");
    drop_conn(conn);
    let said = desk.run(&["verify"]);
    assert_eq!(said.code, Some(1));
    assert!(
        said.out.contains("figure 1 is attributed to another publisher than its source's"),
        "{}",
        said.out
    );
}

/// A store without its triggers is no longer append-only; a changed view shows other figures.
#[test]
fn verify_finds_a_changed_layout() {
    let desk = filled();
    for (change, says) in [
        ("DROP TRIGGER figure_is_never_edited", "`figure_is_never_edited` was removed"),
        ("DROP VIEW newest_figures; CREATE VIEW newest_figures AS SELECT 1", "`newest_figures` is not as"),
        ("CREATE TABLE extra (a)", "`extra` was added"),
    ] {
        fs::copy(desk.path("tollbook.db"), desk.path("altered.db")).expect("a copy");
        let conn = rusqlite::Connection::open(desk.path("altered.db")).expect("a store");
        conn.execute_batch(change).expect("a change");
        drop_conn(conn);
        let said = desk.run(&["--db", "altered.db", "verify"]);
        assert_eq!(said.code, Some(1), "{change}");
        assert!(said.out.contains(says), "{change}: {}", said.out);
    }
}

#[test]
fn files_that_are_not_ours_are_refused_and_untouched() {
    let desk = filled();
    let ours = fs::read(desk.path("tollbook.db")).expect("a store");
    let mut newer = ours.clone();
    newer[60..64].copy_from_slice(&99_u32.to_be_bytes());
    let mut foreign = ours.clone();
    foreign[68..72].copy_from_slice(&7_u32.to_be_bytes());
    let mut broken = ours.clone();
    for page in broken.chunks_mut(8192).skip(1) {
        page[..64].fill(0xff);
    }
    let cases: &[(&str, Vec<u8>, &str)] = &[
        ("empty.db", Vec::new(), "S102"),
        ("text.db", b"not a database at all, only text".to_vec(), "S102"),
        ("newer.db", newer, "S103"),
        ("foreign.db", foreign, "S102"),
        ("cut.db", ours[..50].to_vec(), "S105"),
        ("broken.db", broken, "S105"),
    ];
    for (name, bytes, code) in cases {
        let path = desk.file(name, bytes);
        for args in [
            &["--db", name, "list", "figures"][..],
            &["--db", name, "import", "one.csv"],
            &["--db", name, "reconcile"],
        ] {
            let said = desk.run(args);
            assert_eq!(said.code, Some(2), "{args:?}: {} {}", said.out, said.err);
            assert!(said.err.contains(code) && said.err.contains("hint:"), "{args:?}: {}", said.err);
            assert_eq!(&fs::read(&path).expect("the file"), bytes, "{args:?} changed the file");
        }
    }
}

#[test]
fn the_same_file_again_changes_nothing() {
    let desk = filled();
    let before = fs::read(desk.path("tollbook.db")).expect("a store");
    let receipts = desk.import(&["one.csv"]);
    assert_eq!(receipts[0].already_imported, Some(1), "{receipts:?}");
    assert_eq!(before, fs::read(desk.path("tollbook.db")).expect("a store"));
}

#[test]
fn the_same_figures_in_another_file_are_sightings() {
    let desk = filled();
    let rows = csv(&[
        "z,Flood,Derna,killed,total,750,2023-09-14,2023-09-14T10:30+02:00,Red Crescent,AP,,,,\"a remark\"",
    ]);
    desk.file("three.csv", rows);
    let counts = desk.import(&["three.csv"])[0].counts;
    assert_eq!((counts.changed, counts.new), (1, 0), "{counts:?}");
    assert_eq!(
        desk.ask("SELECT count(*) FROM sighting WHERE figure = (SELECT id FROM figures WHERE ref = 'd')"),
        "1"
    );
    assert_eq!(
        desk.ask("SELECT status, published_on FROM figures WHERE ref = 'd'"),
        "stands|2023-09-14T10:30:00+02:00"
    );
}

#[cfg(unix)]
#[test]
fn the_store_is_its_owners_alone_and_reading_works_on_read_only_media() {
    use std::os::unix::fs::PermissionsExt;
    let desk = filled();
    let mode = |name: &str| fs::metadata(desk.path(name)).expect("a file").permissions().mode() & 0o777;
    assert_eq!(mode("tollbook.db"), 0o600);
    fs::set_permissions(desk.path("tollbook.db"), fs::Permissions::from_mode(0o400)).expect("read-only");
    assert_eq!(desk.figures().len(), 5);
    let said = desk.run(&["import", "one.csv"]);
    assert_eq!(said.code, Some(2), "{} {}", said.out, said.err);
    assert!(said.err.contains("S108"), "{}", said.err);
}

#[test]
fn the_views_are_as_promised() {
    let desk = filled();
    let columns = "id,ref,event,place,measure,unit,group,count_type,definition,method,low,high,kind,wording,value,period_start,\
                   period_length,as_of,as_of_assumed,stated_on,published_on,retrieved_at,recorded_at,authority,\
                   authority_basis,speaker,via,publisher,title,url,quote,status,entry";
    for view in ["figures", "newest_figures"] {
        let names = desk.ask(&format!("SELECT group_concat(name) FROM pragma_table_info('{view}')"));
        assert_eq!(names, columns, "{view}");
    }
    let seen = desk.ask(
        "SELECT ref, wording, low, high, kind, as_of, as_of_assumed, status, entry FROM figures ORDER BY id",
    );
    let expected = "a|704, including 305 children|704|704|exact|2023-09-12|0|retracted|1\n\
                    |305|305|305|exact|2023-09-12|0|stands|1\n\
                    b|more than 700|701||more_than|2023-09-13|1|stands|1\n\
                    c|||||2023-09-20|1|stands|1\n\
                    d|750|750|750|exact|2023-09-14|0|stands|2";
    assert_eq!(seen, expected);
    assert_eq!(
        desk.ask("SELECT \"group\", wording FROM newest_figures ORDER BY id"),
        "children|305\npeople|750"
    );
}

#[test]
fn an_undone_entry_counts_for_nothing_and_an_undone_undo_restores_it() {
    let desk = filled();
    let undo = |store: &str, undoes: i64| {
        let conn = rusqlite::Connection::open(desk.path(store)).expect("a store");
        let sql = "INSERT INTO entry SELECT id + 1, 'undo', recorded_at + 1, who, program, ?1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, counts,
                     last_name, last_fact, last_series, last_attribution, last_source, last_figure, last_detail, last_ref,
                     last_sighting, last_act, last_feed_row, last_kept, last_redaction, randomblob(32), last_hold, last_printed, last_asked FROM entry ORDER BY id DESC LIMIT 1";
        conn.execute(sql, [undoes]).expect("an undo");
    };
    let statuses = || {
        desk.ask("SELECT ref || ' ' || status FROM figures WHERE ref IS NOT NULL ORDER BY id")
            .replace('\n', ", ")
    };
    let shown = || desk.figures().len();
    undo("tollbook.db", 1);
    assert_eq!(
        statuses(),
        "a stands, b undone, c undone, d stands",
        "entry 2 saw a too, and the retraction is undone"
    );
    assert_eq!(shown(), 2);
    undo("tollbook.db", 3);
    assert_eq!(statuses(), "a retracted, b stands, c stands, d stands");
    assert_eq!(shown(), 5);
}

#[test]
fn importers_at_once_wait_for_each_other_and_readers_see_whole_files() {
    let desk = Desk::new();
    let file = |name: &str, from: usize| {
        let rows: Vec<String> = (from..from + 400)
            .map(|n| format!("r{n},Flood,Derna,killed,total,{n},2023-09-12,2023-09-12,Red Crescent,AP,,,,"))
            .collect();
        desk.file(name, csv(&rows));
    };
    file("first.csv", 0);
    desk.import(&["first.csv"]);
    let children: Vec<_> = (1..5)
        .map(|n| {
            let name = format!("f{n}.csv");
            file(&name, n * 400);
            desk.command(&["import", &name, "-q"]).spawn().expect("the program")
        })
        .chain((0..2).map(|_| desk.command(&["import", "f1.csv", "-q"]).spawn().expect("the program")))
        .collect();
    for _ in 0..10 {
        let seen = desk.figures().len();
        assert_eq!(seen % 400, 0, "a reader saw part of a file");
    }
    for mut child in children {
        assert!(child.wait().expect("an end").success());
    }
    assert_eq!(desk.figures().len(), 2000);
    assert_eq!(desk.ask("SELECT count(*) FROM entry"), "5", "the same file went in once");
    desk.verify();
}

#[test]
fn sqlite_is_new_enough_and_a_fresh_layout_is_the_migrated_one() {
    assert!(rusqlite::version_number() >= 3_051_003, "{}", rusqlite::version());
    let layout = |schema: &str| {
        let conn = rusqlite::Connection::open_in_memory().expect("a store");
        conn.execute_batch(schema).expect("a schema");
        let mut statement =
            conn.prepare("SELECT type, name, sql FROM sqlite_schema ORDER BY name").expect("a query");
        let bare = |sql: String| {
            sql.lines()
                .map(|line| line.split("--").next().unwrap_or(""))
                .collect::<String>()
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .replace(" ,", ",")
                .replace(" )", ")")
        };
        let rows = statement
            .query_map([], |row| {
                Ok((
                    row.get::<_, String>(0)?,
                    row.get::<_, String>(1)?,
                    row.get::<_, Option<String>>(2)?.map(bare),
                ))
            })
            .expect("rows");
        rows.map(|row| row.expect("a row")).collect::<Vec<_>>()
    };
    use tollbook::store::migrations::{SCHEMA, STEPS};
    assert_eq!(layout(SCHEMA), layout(&STEPS.join(";\n")));
}

/// The columns of a table, if there is one.
fn columns_of(conn: &rusqlite::Connection, table: &str) -> String {
    let sql = "SELECT ifnull(group_concat(name), '') FROM pragma_table_info(?1)";
    conn.query_row(sql, [table], |row| row.get(0)).expect("columns")
}

/// A store of the first layout is led to the newest, keeps every row, and takes what it could not hold before.
#[test]
fn a_store_of_the_first_layout_is_led_on_and_keeps_its_rows() {
    use tollbook::store::migrations::{APPLICATION_ID, NEWEST, STEPS};
    let desk = Desk::new();
    desk.file("seed.csv", crate::laws::data("seed.csv"));
    desk.import(&["seed.csv"]);
    let now = rusqlite::Connection::open(desk.path("tollbook.db")).expect("a store");
    let old = rusqlite::Connection::open(desk.path("old.db")).expect("a file");
    let first = STEPS[0];
    old.execute_batch(&format!("PRAGMA page_size = 8192; BEGIN; {first}; PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = 1; COMMIT"))
        .expect("the first layout");
    old.execute("ATTACH ?1 AS now", [desk.path("tollbook.db").to_string_lossy()]).expect("attached");
    for table in LEDGERS {
        let columns = columns_of(&old, table);
        if !columns.is_empty() {
            old.execute_batch(&format!("INSERT INTO {table} ({columns}) SELECT {columns} FROM now.{table}"))
                .expect("rows");
        }
    }
    drop((old, now));
    fs::rename(desk.path("old.db"), desk.path("tollbook.db")).expect("the old store");
    let amended = desk.run(&["amend", "event", "Gaza war", "--settling", "3d"]);
    assert_eq!(amended.code, Some(0), "{}", amended.err);
    assert_eq!(desk.ask("SELECT value FROM fact WHERE field = 'settling'"), "3d");
    assert_eq!(desk.ask("PRAGMA user_version"), NEWEST.to_string());
    assert_eq!(desk.figures().len(), 9);
    assert_eq!(desk.run(&["verify"]).code, Some(0));
}

/// SQLite reads a question only while its views come to less than a thousand tables: two joined views are below it.
#[test]
fn a_view_can_be_joined_with_itself() {
    let desk = filled();
    for (view, rows) in [("figures", "5"), ("newest_figures", "2")] {
        for joined in 1..=2 {
            let more: String =
                (1..joined).map(|at| format!(" JOIN {view} AS f{at} USING (id, status)")).collect();
            assert_eq!(desk.ask(&format!("SELECT count(*) FROM {view} AS f{more}")), rows, "{view} {joined}");
        }
    }
}

#[test]
fn a_list_in_which_nothing_is_found_ends_well_whatever_is_listed() {
    let desk = Desk::new();
    desk.file("rows.csv", csv(&["a,Flood,,killed,total,3,2024-05-02,2024-05-02,Ministry,Gazette,,,,"]));
    desk.run(&["import", "-q", "rows.csv"]).with(0);
    for noun in ["figures", "series", "authorities", "publishers", "sources", "events", "findings", "held"] {
        desk.run(&["list", noun, "--publisher", "Nobody"]).with(0);
    }
}
