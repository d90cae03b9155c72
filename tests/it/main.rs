use footprint::ingest::{Files, load, prepare::{Sources, prepare, write_to}};
#[test]
fn x() {
    let s = Sources { from: "/work/shared/data/oxfordshire".into(), county: None, ostn15: None };
    let t = std::time::Instant::now();
    match prepare(&s) { Ok(p) => { println!("{}\n{:?}", p.report, t.elapsed()); write_to("data".as_ref(), &p).unwrap(); } Err(e) => { let t = e.to_string(); println!("{}", &t[..t.len().min(6000)]); return; } }
    let t = std::time::Instant::now();
    let l = load(&Files::Directory("data".into())).map_err(|e| e.to_string()).unwrap();
    println!("load {:?}", t.elapsed());
    let a = &l.atlas; let g = &a.ground; let d = &a.drafts[0];
    let f = d.figures.as_ref().unwrap(); let fl = f.flows.as_ref().unwrap();
    println!("{:?}\n{:?} total {} pieces {:?}", f.footprints[0], fl.cross_border(), fl.total(), f.pieces);
    for (z, n) in d.division.roster().iter() { println!("{} {:?} {} {:?} {:?} perim {}", n.name, fl.living(footprint::domain::flows::From::Zone(z)), fl.registered(footprint::domain::flows::To::Zone(z)), fl.self_containment(z), fl.localisation(z), d.coverage(g).perimeter_m(d.outline(z))); }
    let mut near = 0; let t = std::time::Instant::now();
    for (n, p) in g.places.all().iter().enumerate() { if p.standing == footprint::domain::places::Standing::Live { let z = d.division.locate_place(g, n).zone().unwrap(); let b = d.division.nearest_border(p.site.unwrap().grid, z).unwrap(); if b.distance_m < g.places.nearest_other_m(n) { near += 1; } } }
    println!("near {near} {:?}", t.elapsed());
}
