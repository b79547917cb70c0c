import ConfigurationGraph
import Testing

@Suite struct PackagePatternTests {
    @Test(
        "a package is named by its name, its version or a glob, whatever the output",
        arguments: [
            ("openssl", "openssl-1.0.2n", true), ("openssl", "openssl-1.0.2n-dev", true),
            ("openssl", "openssl-1.0.2n.drv", true), ("openssl", "openssl-tool-1", false),
            ("openssl", "libopenssl-1", false), ("openssl-1.0.2n", "openssl-1.0.2n", true),
            ("openssl-1.0.2n", "openssl-1.0.2n-bin", true), ("openssl-1.0.2n-bin", "openssl-1.0.2n-bin", true),
            ("openssl-1.0.2n-bin", "openssl-1.0.2n", false), ("openssl-1.0.2n", "openssl-1.0.2n.drv", true),
            ("openssl-1.0.2", "openssl-1.0.2n", false), ("openssl-1.0", "openssl-1.0-rc1", false),
            ("openssl-1.0.*", "openssl-1.0.2n", true), ("openssl-1.0.*", "openssl-1.1.0", false),
            ("openssl-1.0.2?", "openssl-1.0.2n-dev", true), ("openssl-1.0.2?", "openssl-1.0.2", false),
            ("*ssl*", "openssl-1.0.2n", true), ("*", "a", true), ("*-*-*", "a-b", false), ("*a*b", "xaxxbxb", true),
            ("bash", "bash-interactive", false), ("bash-interactive", "bash-interactive", true),
            ("glibc-2.26", "glibc-2.26-131", false),
            ("glibc-2.26*", "glibc-2.26-131", true), ("lib", "lib", true),
            ("a-dev", "a-dev", true), ("a", "a-dev", true),
        ])
    func matches(pattern: String, name: String, isMatch: Bool) throws {
        let pattern = try #require(PackagePattern(pattern))
        #expect(pattern.matches(storePath: "/nix/store/\(String(repeating: "0", count: 32))-\(name)") == isMatch)
    }

    @Test("what no store path can be called is no package", arguments: ["", "a b", "a/b", "ä", "a:b", "[a]"])
    func refused(text: String) {
        #expect(PackagePattern(text) == nil)
    }

    @Test("a glob of many stars is decided soon")
    func manyStars() throws {
        let pattern = try #require(PackagePattern(String(repeating: "*a", count: 100) + "b"))
        #expect(!pattern.matches(storePath: "/nix/store/0-" + String(repeating: "a", count: 200)))
    }
}
