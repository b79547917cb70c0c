import CLinux

/// An overlay file system that is being made (fsopen(2)).
struct NewOverlay {
    private let filesystem: OpenDescriptor
    /// A detached mount goes with its descriptor: the layers must stay open until they are joined.
    private var lowers: [DetachedMount] = []

    init() throws(RuntimeError) {
        filesystem = OpenDescriptor(try check(clinux_open_filesystem("overlay"), "open", "overlayfs"))
    }

    /// Adds a layer below those already there.
    mutating func addLower(_ mount: DetachedMount, path: String) throws(RuntimeError) {
        let answer = clinux_configure_descriptor(filesystem.number, "lowerdir+", mount.descriptor.number)
        try check(answer, "use as a layer", path)
        lowers.append(mount)
    }

    /// Says where what's written goes, and the folder on the same file system that overlayfs works in.
    func setUpper(_ upper: String, work: String) throws(RuntimeError) {
        try check(clinux_configure_string(filesystem.number, "upperdir", upper), "write into", upper)
        try check(clinux_configure_string(filesystem.number, "workdir", work), "work in", work)
    }

    /// Never waits for the disk for what is written.
    func setVolatile() throws(RuntimeError) {
        try check(clinux_configure_flag(filesystem.number, "volatile"), "make volatile", "the layers")
    }

    /// Joins the layers.
    func create() throws(RuntimeError) -> DetachedMount {
        let answer = withExtendedLifetime(lowers) { clinux_create_mount(filesystem.number) }
        return DetachedMount(OpenDescriptor(try check(answer, "join", "the layers")))
    }
}
