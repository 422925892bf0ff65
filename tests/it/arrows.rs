//! Which part may know which, as ARCHITECTURE.md draws it. rustc does not forbid circles inside a crate; this does.

use std::collections::{BTreeMap, BTreeSet};

use harness::place;
use syn::{UseTree, visit::Visit};

use crate::sizes::sources;

/// Folders and files of api/src that are no rooms.
const NOT_ROOMS: [&str; 15] = [
    "app", "cli", "config", "dev", "graphql", "http", "jobs", "kernel", "lib", "main", "ports", "proof", "roles",
    "schema", "seed",
];

/// room -> the rooms it may use. Only through their doors, never in a circle.
const ROOM_TO_ROOM: [(&str, &[&str]); 17] = [
    ("attribution", &["submissions"]),
    ("audit_log", &["submissions"]),
    (
        "platform",
        &[
            "attribution",
            "donations",
            "exports",
            "identity",
            "members",
            "notifications",
            "orders",
            "pledges",
            "storefront",
            "submissions",
        ],
    ),
    ("dashboard", &["storefront", "submissions"]),
    ("catalog", &["media", "storefront"]),
    ("exports", &["audit_log", "catalog", "donations", "orders", "pledges", "storefront", "submissions"]),
    ("identity", &["notifications"]),
    ("letters", &["donations", "notifications", "orders", "pledges", "submissions"]),
    ("members", &["identity", "notifications", "storefront"]),
    ("notifications", &["storefront", "submissions"]),
    ("donations", &["catalog", "notifications", "storefront", "submissions"]),
    ("inbox", &["catalog", "donations", "orders", "pledges", "storefront", "submissions"]),
    ("orders", &["catalog", "notifications", "storefront", "submissions"]),
    ("pledges", &["catalog", "notifications", "storefront", "submissions"]),
    ("storefront", &["media"]),
    ("submissions", &["storefront"]),
    ("tenants", &["identity", "storefront"]),
];

/// What is no room -> the parts it may use; a room's files may use `app graphql kernel ports` and other rooms' doors.
const PARTS: [(&str, &[&str]); 7] = [
    ("kernel", &["kernel"]),
    ("ports", &["ports", "kernel"]),
    ("config", &["kernel", "config"]),
    ("dev", &["dev"]),
    ("roles", &["kernel", "roles"]),
    ("app", &["app", "config", "kernel", "ports"]),
    ("graphql", &["app", "graphql", "kernel"]),
];

/// What a room may use beside other rooms.
const OF_A_ROOM: [&str; 4] = ["app", "graphql", "kernel", "ports"];

/// `crate::a::b` and `super::…` paths of one file, without those in its tests.
#[derive(Default)]
struct Uses(BTreeSet<Vec<String>>);

impl<'ast> Visit<'ast> for Uses {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        let is_test = module.attrs.iter().any(|a| a.path().is_ident("cfg"));
        if !is_test {
            syn::visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        walk(&item.tree, &mut Vec::new(), &mut self.0);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<String> = path.segments.iter().map(|s| s.ident.to_string()).collect();
        if segments.first().is_some_and(|first| first == "crate") {
            self.0.insert(segments);
        }
        syn::visit::visit_path(self, path);
    }
}

fn walk(tree: &UseTree, before: &mut Vec<String>, found: &mut BTreeSet<Vec<String>>) {
    match tree {
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            walk(&path.tree, before, found);
            before.pop();
        }
        UseTree::Group(group) => group.items.iter().for_each(|tree| walk(tree, before, found)),
        UseTree::Name(name) => {
            found.insert(before.iter().cloned().chain([name.ident.to_string()]).collect());
        }
        UseTree::Rename(rename) => {
            found.insert(before.iter().cloned().chain([rename.ident.to_string()]).collect());
        }
        UseTree::Glob(_) => {
            found.insert(before.clone());
        }
    }
}

/// An arrow: from a part's file to a path of the crate.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Arrow {
    from: String,
    file: String,
    to: Vec<String>,
}

fn arrows() -> Vec<Arrow> {
    let root = place::root().join("api/src");
    let mut arrows = Vec::new();
    for path in sources(&root) {
        let file = path.strip_prefix(&root).unwrap().display().to_string();
        if file.ends_with("/tests.rs") {
            continue;
        }
        let from = file.split(['/', '.']).next().unwrap().to_owned();
        let mut uses = Uses::default();
        uses.visit_file(&syn::parse_file(&std::fs::read_to_string(&path).unwrap()).unwrap());
        for to in uses.0 {
            if to.first().is_some_and(|first| first == "crate") && to.len() > 1 {
                arrows.push(Arrow { from: from.clone(), file: file.clone(), to: to[1..].to_vec() });
            }
        }
    }
    assert!(arrows.len() > 200, "only {} arrows were seen", arrows.len());
    arrows
}

fn is_room(part: &str) -> bool {
    !NOT_ROOMS.contains(&part)
}

/// Everything about these arrows that the drawing forbids.
fn forbidden(arrows: &[Arrow]) -> Vec<String> {
    let (parts, rooms) = (BTreeMap::from(PARTS), BTreeMap::from(ROOM_TO_ROOM));
    let mut found = BTreeSet::new();
    for Arrow { from, file, to } in arrows {
        let target = to[0].as_str();
        if from == target {
            continue;
        }
        let tell = |why: &str| format!("{file} -> {}: {why}", to.join("::"));
        if let Some(allowed) = parts.get(from.as_str()) {
            if !allowed.contains(&target) {
                found.insert(tell("not one of the parts it may know"));
            }
        } else if is_room(from) {
            if is_room(target) {
                if !rooms.get(from.as_str()).is_some_and(|allowed| allowed.contains(&target)) {
                    found.insert(tell("this room may not know that room"));
                }
                // tenants founds a storefront in its own transaction.
                let founding = from == "tenants" && target == "storefront";
                if to.get(1).is_some_and(|door| door == "store") && !founding {
                    found.insert(tell("another room's SQL"));
                }
            } else if !OF_A_ROOM.contains(&target) {
                found.insert(tell("a room knows neither HTTP nor the schema"));
            }
        } else if to.get(1).is_some_and(|door| door == "store") {
            found.insert(tell("a room's SQL from outside"));
        }
    }
    found.into_iter().collect()
}

#[test]
fn every_arrow_points_the_allowed_way() {
    assert_eq!(forbidden(&arrows()), Vec::<String>::new());
}

#[test]
fn a_wrong_arrow_is_seen() {
    let arrow = |from: &str, to: &str| Arrow {
        from: from.to_owned(),
        file: format!("{from}/x.rs"),
        to: to.split("::").map(str::to_owned).collect(),
    };
    for wrong in [
        arrow("kernel", "orders::service"),
        arrow("kernel", "app::App"),
        arrow("ports", "http::edge"),
        arrow("catalog", "orders::service"),
        arrow("orders", "catalog::store::find"),
        arrow("orders", "http::edge"),
        arrow("http", "orders::store::find"),
        arrow("graphql", "catalog::types"),
    ] {
        assert_eq!(forbidden(std::slice::from_ref(&wrong)).len(), 1, "{wrong:?} was let through");
    }
    assert!(forbidden(&[arrow("orders", "catalog::service::items_in"), arrow("http", "orders::service")]).is_empty());
}

#[test]
fn rooms_make_no_circle() {
    let rooms = BTreeMap::from(ROOM_TO_ROOM);
    for start in rooms.keys() {
        let (mut open, mut seen) = (vec![*start], BTreeSet::new());
        while let Some(room) = open.pop() {
            for next in rooms.get(room).copied().unwrap_or_default() {
                assert_ne!(next, start, "{start} comes back to itself");
                if seen.insert(*next) {
                    open.push(next);
                }
            }
        }
    }
}

#[test]
fn the_browser_never_knows_the_server() {
    let root = place::root();
    for krate in ["client", "theme", "ui", "storefront", "admin"] {
        let manifest = std::fs::read_to_string(root.join("web").join(krate).join("Cargo.toml")).unwrap();
        for server in ["api", "entity", "migration"] {
            let needs = manifest.lines().any(|line| line.trim_start().split(['.', ' ', '=']).next() == Some(server));
            assert!(!needs, "web/{krate} depends on {server}");
        }
    }
    let entity = std::fs::read_to_string(root.join("entity/Cargo.toml")).unwrap();
    assert!(!entity.contains("async-graphql"), "rows are not API types");
}

/// Which file each file of `api/src` uses. Doors (`mod.rs`) only list what is behind them and count for nothing.
fn between_files() -> BTreeMap<String, BTreeSet<String>> {
    let root = place::root().join("api/src");
    let files: BTreeMap<Vec<String>, String> = sources(&root)
        .into_iter()
        .map(|path| path.strip_prefix(&root).unwrap().display().to_string())
        .filter(|file| !file.ends_with("mod.rs") && !file.ends_with("/tests.rs"))
        .map(|file| (file.trim_end_matches(".rs").split('/').map(str::to_owned).collect(), file))
        .collect();
    let mut graph = BTreeMap::new();
    for (module, file) in &files {
        let mut uses = Uses::default();
        uses.visit_file(&syn::parse_file(&std::fs::read_to_string(root.join(file)).unwrap()).unwrap());
        let targets: BTreeSet<String> = uses
            .0
            .iter()
            .filter_map(|path| absolute(module, path))
            .filter_map(|path| (1..=path.len()).rev().find_map(|length| files.get(&path[..length])))
            .filter(|target| *target != file)
            .cloned()
            .collect();
        graph.insert(file.clone(), targets);
    }
    graph
}

/// A used path from the crate's root; None when it leads out of the crate.
fn absolute(module: &[String], path: &[String]) -> Option<Vec<String>> {
    match path.first()?.as_str() {
        "crate" => Some(path[1..].to_vec()),
        "super" => {
            let ups = path.iter().take_while(|segment| *segment == "super").count();
            let base = module.len().checked_sub(ups)?;
            Some(module[..base].iter().chain(&path[ups..]).cloned().collect())
        }
        _ => None,
    }
}

/// Every file that comes back to itself, with the next step of its way round.
fn circles(graph: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let reaches = |from: &String, goal: &String| {
        let (mut open, mut seen) = (vec![from], BTreeSet::new());
        while let Some(file) = open.pop() {
            if file == goal {
                return true;
            }
            open.extend(graph.get(file).into_iter().flatten().filter(|next| seen.insert(*next)));
        }
        false
    };
    graph
        .iter()
        .flat_map(|(file, targets)| targets.iter().map(move |target| (file, target)))
        .filter(|(file, target)| reaches(target, file))
        .map(|(file, target)| format!("{file} -> {target}"))
        .collect()
}

#[test]
fn files_make_no_circle() {
    let graph = between_files();
    let arrows: usize = graph.values().map(BTreeSet::len).sum();
    assert!(arrows > 300, "only {arrows} arrows between files were seen");
    assert_eq!(circles(&graph), Vec::<String>::new());
}

#[test]
fn a_circle_of_files_is_seen() {
    let to = |targets: &[&str]| targets.iter().map(|t| (*t).to_owned()).collect::<BTreeSet<_>>();
    let graph = BTreeMap::from([
        ("a.rs".to_owned(), to(&["b.rs"])),
        ("b.rs".to_owned(), to(&["c.rs"])),
        ("c.rs".to_owned(), to(&["a.rs"])),
        ("d.rs".to_owned(), to(&["a.rs"])),
    ]);
    assert_eq!(circles(&graph), ["a.rs -> b.rs", "b.rs -> c.rs", "c.rs -> a.rs"]);
    let module = ["kernel".to_owned(), "text".to_owned()];
    let used = ["super", "error", "Error"].map(str::to_owned);
    assert_eq!(absolute(&module, &used).unwrap(), ["kernel", "error", "Error"]);
}
