import Foundation
import TestRandom

/// A folder with files of awkward sizes, names that sort by bytes, links and empty folders.
struct RandomTree {
    private var random: SplitMix

    init(seed: UInt64) {
        random = SplitMix(state: seed)
    }

    func write(to path: String) throws -> String {
        var copy = self
        try copy.folder(path, depth: 0)
        return path
    }

    private mutating func folder(_ path: String, depth: Int) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let names = ["a", "A", "a.b", "a-b", "ab", "~", " ", "é", "😀", "-", "x y", "\"", "\\", "\t"]
        for name in names where Bool.random(using: &random) {
            let place = "\(path)/\(name)"
            switch Int.random(in: 0..<4, using: &random) {
            case 0 where depth < 4: try folder(place, depth: depth + 1)
            case 1:
                let target = ["nowhere", "../a", "/etc/passwd", name].randomElement(using: &random) ?? "a"
                try FileManager.default.createSymbolicLink(atPath: place, withDestinationPath: target)
            default:
                let size = [0, 1, 7, 8, 9, 4095, 4096, 70_000].randomElement(using: &random) ?? 0
                try Data(random.bytes(size)).write(to: URL(fileURLWithPath: place))
                let mode = Bool.random(using: &random) ? 0o755 : 0o644
                try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: place)
            }
        }
    }
}
