import Foundation
import Testing

@testable import Nix

@Suite("Store paths")
struct StorePathTests {
    private static let digest = "cspidl7r5sx2pcwyapd51whvfz1qhn5h"

    @Test("parse and print, and sort as their text does", .enabled(if: NixData.isHere))
    func golden() throws {
        for world in ["1609-hello", "1803-nginx"] {
            let texts = try NixData.text("\(world)/closure.txt").split(separator: "\n").map(String.init)
            let paths = try texts.map { try StoreDirectory.standard.storePath($0) }
            #expect(paths.map { StoreDirectory.standard.path(of: $0) } == texts)
            #expect(paths.sorted().map(\.baseName) == paths.map(\.baseName).sorted { Array($0.utf8) < Array($1.utf8) })
            for path in paths {
                #expect(StorePathDigest(bytes: path.digest.bytes) == path.digest)
                #expect(Nix32.encode(path.digest.bytes) == path.digest.description)
            }
        }
    }

    @Test("are computed as Nix computes them for whatever is added to a store", .enabled(if: NixData.isHere))
    func computed() throws {
        let store = StoreDirectory.standard
        let rows = try NixData.table("example/answers/store-paths.tsv")
        #expect(rows.count == 16)
        for row in rows where row[1] == "recursive" || row[1] == "flat" {
            let algorithm = try #require(HashAlgorithm(rawValue: row[2]))
            let method: ContentAddressMethod = row[1] == "flat" ? .flat : .recursive
            let source = "example/" + row[0]
            let content = method == .flat ? try NixData.bytes(source) : try Archive.of("\(NixData.folder)/\(source)")
            let name = (row[0] as NSString).lastPathComponent
            let address = ContentAddress(method, .of(content, algorithm))
            #expect(store.path(of: try store.fixedOutputPath(name: name, address)) == row[3])
        }
        let one = try store.textPath(name: "one", hash: .of(Array("one\n".utf8)))
        #expect(store.path(of: one) == rows[14][3])
        let text = Array("\(store.path(of: one))\n".utf8)
        #expect(store.path(of: try store.textPath(name: "two", hash: .of(text), references: [one])) == rows[15][3])
    }

    @Test(
        "that are none are refused",
        arguments: [
            ("", StorePathError.Problem.badDigest),
            (digest, .badDigest),
            ("\(digest)-", .emptyName),
            ("\(digest)_x", .badDigest),
            ("\(digest.dropLast())-xy", .badDigest),
            ("e\(digest.dropFirst())-x", .badDigest),
            ("\(digest.uppercased())-x", .badDigest),
            ("\(digest)-.", .dotName),
            ("\(digest)-..", .dotName),
            ("\(digest)-.-x", .dotName),
            ("\(digest)-..-x", .dotName),
            ("\(digest)-a/b", .badCharacter(UInt8(ascii: "/"))),
            ("\(digest)-a b", .badCharacter(UInt8(ascii: " "))),
            ("\(digest)-a\0", .badCharacter(0)),
            ("\(digest)-é", .badCharacter(0xc3)),
            ("\(digest)-" + String(repeating: "a", count: 212), .longName),
        ])
    func bad(_ text: String, _ problem: StorePathError.Problem) {
        #expect(throws: StorePathError(text: text, problem: problem)) { try StorePath(text) }
    }

    @Test(
        "have names with every character that there is, up to 211",
        arguments: [
            "a", ".a", "...", "+-._?=09AZaz", String(repeating: "a", count: 211),
        ])
    func good(_ name: String) throws {
        let path = try StorePath("\(Self.digest)-\(name)")
        #expect(path.name == name)
        #expect(path.baseName == "\(Self.digest)-\(name)")
    }

    @Test(
        "of another folder are refused",
        arguments: [
            "/nix/store", "/nix/store/", "/nix/stores/\(digest)-a", "/nix/store/\(digest)-a/b", "nix/store/\(digest)-a",
            "/nix/store//\(digest)-a", "/nix/store/../../etc/passwd", "/etc/passwd",
        ])
    func outside(_ text: String) {
        #expect(throws: StorePathError.self) { try StoreDirectory.standard.storePath(text) }
    }

    @Test("are in a folder that is absolute and plain")
    func folders() {
        #expect(StoreDirectory("/nix/store") == .standard)
        for bad in ["", "/", "nix", "/nix/", "/nix//store", "/nix/../store", "/nix/./store", "/a\0b"] {
            #expect(StoreDirectory(bad) == nil, "\(bad)")
        }
    }
}

private func < (left: [UInt8], right: [UInt8]) -> Bool { left.lexicographicallyPrecedes(right) }
