import Foundation

/// The program as it was built, beside the tests' own bundle.
public enum BuiltProgram {
    public static let path: String = {
        // The tests run as `PACKAGE.xctest` in the folder that the program is built in too.
        let folder = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let beside = folder.appendingPathComponent("emergence").path
        guard !FileManager.default.isExecutableFile(atPath: beside) else { return beside }
        let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") }
            .map { URL(fileURLWithPath: $0).deletingLastPathComponent() }
        return (bundle ?? URL(fileURLWithPath: ".build/debug")).appendingPathComponent("emergence").path
    }()
}
