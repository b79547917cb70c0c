import Foundation
import Testing

@testable import Nix

@Suite("Archives")
struct NARTests {
    private static let names = [
        "assets", "executable", "symlink", "empty-file", "empty-folder", "legacy", "libC", "icons", "settings",
    ]

    @Test("are read, and written again byte for byte", .enabled(if: NixData.isHere), arguments: names)
    func roundTrip(_ name: String) throws {
        let bytes = try NixData.bytes("example/nar/\(name).nar")
        #expect(try Archive.copy(bytes) == bytes)
    }

    @Test("tell the same wherever the pieces end", .enabled(if: NixData.isHere), arguments: names)
    func pieces(_ name: String) throws {
        let bytes = try NixData.bytes("example/nar/\(name).nar")
        let whole = try Archive.story(bytes)
        for size in [1, 3, 7, 8, 9, 4095] { #expect(try Archive.story(bytes, piece: size) == whole) }
    }

    @Test("that end anywhere else than at their end are refused", .enabled(if: NixData.isHere))
    func cut() throws {
        let bytes = try NixData.bytes("example/nar/libC.nar")
        for count in 0..<bytes.count {
            let error = try #require(throws: NARError.self) { try Archive.story(Array(bytes[..<count])) }
            #expect(error.problem == .endsEarly)
        }
    }

    @Test("have the listing that nix nar ls prints", .enabled(if: NixData.isHere), arguments: names)
    func listing(_ name: String) throws {
        let listing = try NARListing(archive: try NixData.bytes("example/nar/\(name).nar"))
        let printed = try #require(listing.json)
        let own = try #require(try JSONSerialization.jsonObject(with: Data(printed.utf8)) as? NSDictionary)
        let nix = try NixData.json("example/nar/\(name).listing.json") as NSDictionary
        #expect(own["root"] as? NSDictionary == nix)
    }

    @Test("have the listing that a cache keeps of them, byte for byte", .enabled(if: NixData.isHere))
    func cacheListing() throws {
        let listings = try NixData.names("example/cache/xz").filter { $0.hasSuffix(".ls") }
        #expect(listings.count > 10)
        for name in listings {
            let archive = try #require(try CacheFile.archive(of: StorePath("\(name.dropLast(3))-x")))
            #expect(try NARListing(archive: archive).json == NixData.text("example/cache/xz/\(name)"))
        }
    }

    @Test("of trees that nobody has sorted are written in order or not at all")
    func writerRefuses() throws {
        #expect(problem([.directory, .entry("b"), .symlink(target: "x"), .entry("a")]) == .unsorted("a", after: "b"))
        #expect(problem([.directory, .entry("a"), .symlink(target: "x"), .entry("a")]) == .duplicate("a"))
        for name in ["", ".", "..", "a/b", "a\0", ByteString(String(repeating: "a", count: 256))] as [ByteString] {
            #expect(problem([.directory, .entry(name)]) == .badName(name))
        }
        #expect(problem([.symlink(target: "")]) == .badTarget(""))
        #expect(problem([.file(NARFile(size: 1)), .endOfFile]) == .misplaced("the file has fewer bytes than was said"))
        #expect(problem([.entry("a")]) == .misplaced("an event that can't come here"))
        #expect(problem([.directory]) == .endsEarly)
        #expect(problem([.symlink(target: "a"), .symlink(target: "b")]) == .misplaced("an event that can't come here"))
    }

    @Test("with names that clash on some file systems are refused if that is asked for")
    func caseClash() throws {
        let bytes = try written([
            .directory, .entry("A"), .symlink(target: "x"), .entry("B"), .directory, .entry("a"), .symlink(target: "x"),
            .endOfDirectory, .entry("a"), .symlink(target: "x"), .endOfDirectory,
        ])
        #expect(try Archive.story(bytes).count == 11)
        let error = try #require(throws: NARError.self) {
            try Archive.story(bytes, limits: NARLimits(allowsCaseClashes: false))
        }
        #expect(error.problem == .caseClash("a"))
    }

    @Test("are as deep and as long as the limits say, and no more")
    func limits() throws {
        let bytes = try written([.directory, .entry("a"), .directory, .endOfDirectory, .endOfDirectory])
        #expect(try Archive.story(bytes, limits: NARLimits(depth: 2, size: UInt64(bytes.count))).count == 5)
        #expect(throws: NARError.self) { try Archive.story(bytes, limits: NARLimits(depth: 1)) }
        #expect(throws: NARError.self) { try Archive.story(bytes, limits: NARLimits(size: UInt64(bytes.count - 1))) }
        let file = try written([.file(NARFile(size: 0)), .endOfFile])
        #expect(throws: NARError.self) { try Archive.story(file, limits: NARLimits(size: UInt64(file.count - 24))) }
    }

    @Test("of one file are as long as follows from its length")
    func sizes() throws {
        for length in 0..<20 {
            let contents = [UInt8](repeating: 7, count: length)
            let archive = try contents.withUnsafeBytes { contents in
                try written([.file(NARFile(size: UInt64(length))), .contents(contents), .endOfFile])
            }
            #expect(NARWriter.size(ofFile: length) == archive.count)
        }
    }

    private func written(_ events: [NAREvent]) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var writer = NARWriter()
        for event in events { try writer.write(event) { bytes.append(contentsOf: $0) } }
        try writer.finish()
        return bytes
    }

    private func problem(_ events: [NAREvent]) -> NARError.Problem? {
        do {
            _ = try written(events)
            return nil
        } catch {
            return (error as? NARError)?.problem
        }
    }
}
