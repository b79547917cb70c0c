import Foundation
import ImageFixtures
import OCI

/// The image that all these tests run: busybox under the names that they use. Made once.
enum Image {
    static let folder: Result<TemporaryFolder, any Error> = Result {
        let folder = try TemporaryFolder()
        try write(to: folder.path("layout"))
        return folder
    }

    /// A reference to it, tagged `1`; `2` has one more file, /etc/newer.
    static func reference(tag: String = "1") throws -> String { try "oci:\(folder.get().path("layout")):\(tag)" }

    /// Writes the layout.
    static func write(to path: String) throws {
        let busybox = try [UInt8](Data(contentsOf: URL(fileURLWithPath: "/usr/bin/busybox")))
        let base = LayoutBuilder.Layer(
            TarBuilder.archive { tar in
                for folder in ["bin/", "etc/", "tmp/", "www/", "data/"] { tar.folder(folder) }
                tar.add("bin/busybox", type: "0", content: busybox, mode: 0o755)
                for name in ["sh", "sleep", "httpd", "cat", "stty", "wget", "nc"] {
                    tar.symlink("bin/\(name)", to: "busybox")
                }
                tar.file("www/index.html", "hello")
                tar.file("etc/passwd", "root:x:0:0:root:/:/bin/sh\n")
            })
        let newer = LayoutBuilder.Layer(TarBuilder.archive { $0.file("etc/newer", "2") })
        let builder = try LayoutBuilder(path: path)
        try builder.add(tag: "1", layers: [base])
        try builder.add(tag: "2", layers: [base, newer])
    }
}
