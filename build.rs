//! Gives the programs of Windows their icon, version and manifest. Other systems have them beside the program.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=assets/icon/lienket.ico");
    println!("cargo::rerun-if-changed=packaging/windows/lienket.manifest");
    // What is built for, not what is built on.
    if std::env::var_os("CARGO_CFG_WINDOWS").is_none() {
        return;
    }
    let mut resource = winresource::WindowsResource::new();
    resource
        .set_icon("assets/icon/lienket.ico")
        .set_manifest_file("packaging/windows/lienket.manifest")
        .set("ProductName", "Lienket")
        .set("FileDescription", "Lienket")
        .set("LegalCopyright", "MIT OR Apache-2.0");
    if let Err(error) = resource.compile() {
        // Its compiler comes with that of Windows, or with MinGW: without it the program has no icon, and works.
        println!("cargo::warning=no icon, version and manifest: {error}");
    }
}
