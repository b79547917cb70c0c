import Foundation
import Processes
import Testing

/// A Nix file of a test's own, with a store of its own, and declarations of what it makes.
struct NixSource {
    /// Whether Nix is installed; in CI it must be.
    static let nixIsHere =
        ProcessInfo.processInfo.environment["CI"] != nil
        || FileManager.default.isExecutableFile(atPath: "/usr/bin/nix-store")

    let place: Place
    var folder: String { place.folder + "/source" }
    var root: String { place.folder + "/root" }
    var file: String { place.folder + "/site.yaml" }

    /// The example's file.
    init(in place: Place) throws {
        self.place = place
        try FileManager.default.copyItem(atPath: "examples/nix-webapp", toPath: place.folder + "/source")
    }

    /// One that is there already.
    init(at place: Place) { self.place = place }

    /// Changes a text of the file that must be in it.
    func change(_ old: String, to new: String) throws {
        let path = folder + "/release.nix"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text.contains(old))
        try text.replacingOccurrences(of: old, with: new).write(toFile: path, atomically: true, encoding: .utf8)
    }

    /// Writes the file anew: a derivation that busybox's shell builds, which is `$ash` too.
    func write(script: String) throws {
        let text = """
            let
              seed = builtins.path { name = "seed"; path = /usr/bin; filter = path: type: path == "/usr/bin/busybox"; };
              ash = "${seed}/busybox";
            in derivation {
              name = "step-1"; system = builtins.currentSystem; builder = ash; inherit ash;
              args = [ "ash" "-euc" \(script.debugDescription) ];
            }
            """
        try text.write(toFile: folder + "/release.nix", atomically: true, encoding: .utf8)
    }

    /// An artefact's document; its file is beside the source's folder.
    func artefact(_ name: String, _ more: String) -> String {
        "kind: Artefact\nname: \(name)\nnix: {source: ./source, store: ./root, \(more)}\n---\n"
    }

    /// A service of an artefact.
    func site(_ artefact: String = "webapp", name: String = "site", more: String = "") -> String {
        """
        kind: Automaton
        name: \(name)
        artefact: \(artefact)
        orchestrator: {stop: {gracePeriod: 0.1}}
        \(more)
        ---

        """
    }

    @discardableResult
    func declare(_ documents: String...) throws -> String {
        try documents.joined().write(toFile: file, atomically: true, encoding: .utf8)
        return file
    }

    /// The readiness of the example's web server.
    static let answers = "overwatch: {readiness: {type: http, port: 8080, interval: 0.1}}"

    /// The processes that have a text among their words.
    static func processes(with text: String) -> [String] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return all.filter { name in
            Int32(name) != nil
                && (try? String(contentsOfFile: "/proc/\(name)/cmdline", encoding: .utf8))?.contains(text) == true
        }
    }
}
