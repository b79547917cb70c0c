import Foundation
import Relay
import Testing

@Suite struct NamesTests {
    @Test func theHostsFileHasDependenciesAliasesAndExtras() {
        let file = HostsFile(
            hostname: "shop", address: "10.200.7.2",
            dependencies: [
                .init(address: "10.200.7.3", names: ["stock", "store"]), .init(address: "10.200.7.4", names: []),
            ],
            extras: [.init(address: "192.0.2.9", names: ["printer"])])
        #expect(
            file.text == """
                127.0.0.1\tlocalhost
                ::1\tlocalhost ip6-localhost ip6-loopback
                10.200.7.2\tshop
                10.200.7.3\tstock store
                192.0.2.9\tprinter

                """)
    }

    @Test func withLoopbackOnlyTheHostnameIsThere() {
        #expect(HostsFile(hostname: "shop", address: nil).text.hasSuffix("127.0.0.1\tshop\n"))
    }

    @Test(
        arguments: [
            ("nameserver 192.0.2.1\nsearch a.b\n", nil, "nameserver 192.0.2.1\nsearch a.b\n"),
            ("# by hand\nnameserver 127.0.0.53\nnameserver 192.0.2.1\n", nil, "nameserver 192.0.2.1\n"),
            ("nameserver 127.0.0.53\noptions edns0\n", "nameserver 192.0.2.2\n", "nameserver 192.0.2.2\n"),
            ("nameserver 127.0.0.53\noptions edns0\n", nil, "options edns0\n"),
            ("nameserver 127.0.0.53\n", "nameserver ::1\n", ""), ("", "nameserver 192.0.2.2\n", ""),
        ] as [(String, String?, String)])
    func resolversOnLoopbackAreDropped(host: String, upstream: String?, expected: String) {
        #expect(ResolverFile.text(host: host, upstream: upstream) == expected)
    }

    @Test func theHostsFileIsRewrittenInPlace() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/names-\(UUID())"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let files = NameFiles(folder: folder)
        var hosts = HostsFile(
            hostname: "shop", address: "10.200.7.2", dependencies: [.init(address: "10.200.7.30", names: ["stock"])])
        try files.write(hosts)
        let inode = try inode("\(folder)/hosts")
        hosts.dependencies = [.init(address: "10.200.7.4", names: ["s"])]
        #expect(try files.rewrite(hosts))
        #expect(try files.rewrite(hosts) == false)
        #expect(try self.inode("\(folder)/hosts") == inode)
        #expect(try String(contentsOfFile: "\(folder)/hosts", encoding: .utf8) == hosts.text)
        #expect(try String(contentsOfFile: "\(folder)/hostname", encoding: .utf8) == "shop\n")
    }

    private func inode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int
    }
}
