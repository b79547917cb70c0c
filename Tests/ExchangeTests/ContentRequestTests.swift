import Exchange
import Nix
import OCI
import Testing

@Suite("What one host asks another for")
struct ContentRequestTests {
    private static let hex = String(repeating: "0a", count: 32)
    private static let digest = "cspidl7r5sx2pcwyapd51whvfz1qhn5h"

    @Test("is named by its content")
    func readable() throws {
        #expect(
            ContentRequest(path: "/blobs/sha256/\(Self.hex)") == .blob(try #require(Digest("sha256:\(Self.hex)"))))
        #expect(ContentRequest(path: "/nix/nix-cache-info") == .cacheInfo)
        let digest = try #require(StorePathDigest(Self.digest))
        #expect(ContentRequest(path: "/nix/\(Self.digest).narinfo") == .pathInfo(digest))
        #expect(ContentRequest(path: "/nix/nar/\(Self.digest).nar") == .archive(digest))
    }

    @Test(
        "and nothing else means anything",
        arguments: [
            "", "/", "/blobs", "/blobs/sha256", "/blobs/sha256/", "/blobs/sha256/\(hex)/", "/blobs/sha256/\(hex)0",
            "/blobs/md5/\(hex)", "/blobs/../graph.sqlite", "/blobs/sha256/../../secrets.key", "blobs/sha256/\(hex)",
            "/nix/", "/nix/\(digest)", "/nix/\(digest)x.narinfo", "/nix/nar/\(digest).nar.xz",
            "/nix/nar/../\(digest).nar",
            "/nix/nar/%2e%2e.nar", "/nix/eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee.narinfo", "/graph.sqlite",
        ])
    func unreadable(_ path: String) { #expect(ContentRequest(path: path) == nil) }

    @Test("may be for a part")
    func ranges() throws {
        #expect(try #require(ByteRange(header: "bytes=3-")).within(10) == 3..<10)
        #expect(try #require(ByteRange(header: "bytes=3-5")).within(10) == 3..<6)
        #expect(try #require(ByteRange(header: "bytes=3-99")).within(10) == 3..<10)
        #expect(try #require(ByteRange(header: "bytes=0-9223372036854775807")).within(10) == 0..<10)
        #expect(try #require(ByteRange(header: "bytes=10-")).within(10) == nil)
        for text in ["bytes=-5", "bytes=5-3", "bytes=1-2,4-5", "lines=1-2", "bytes=a-b", "bytes=+1-", ""] {
            #expect(ByteRange(header: text) == nil, "\(text)")
        }
    }
}
