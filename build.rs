//! Builds the program anew when its pages were built anew: their names change with their content, so no compiler knows them.

fn main() {
    // Without Node there are none, and the folder they are embedded from is empty.
    let _made = std::fs::create_dir_all("web/dist");
    println!("cargo::rerun-if-changed=web/dist");
    println!("cargo::rerun-if-changed=build.rs");
}
