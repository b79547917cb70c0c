import Foundation
import Processes
import Testing

@testable import Relay

@Suite("A balancer's configuration") struct BalancerConfigurationTests {
    private static let folder = BalancerFolder(stateDirectory: "/var/lib/emergence")

    private static let log = TrafficLog.Target(port: 5140, word: "abc")

    private static let all = BalancerConfiguration(services: [
        .init(
            automaton: "stock", address: "127.0.0.1", hostPort: 18081, policy: .leastRequests, timeout: 2.5,
            servers: [.init(name: "stock-1", address: "10.200.7.4", port: 80, state: .maintenance)]),
        .init(
            automaton: "shop", hostPort: 18080,
            servers: [
                .init(name: "shop-2", address: "10.200.7.3", port: 8080, state: .draining),
                .init(name: "shop-1", address: "10.200.7.2", port: 8080),
            ]),
        .init(automaton: "shop", hostPort: 18443, followsClient: true, retries: 2, takesProxyProtocol: true),
    ])

    @Test("the text is what it was")
    func golden() {
        let text = """
            # Written by emergence, which changes it as instances come and go.
            global
                stats socket /var/lib/emergence/run/haproxy/admin.sock mode 600 level admin expose-fd listeners
                log 127.0.0.1:5140 len 1024 format raw local0 info
                fd-hard-limit 65536
                hard-stop-after 60s

            defaults
                mode http
                log global
                timeout connect 1s
                timeout client 60s
                timeout http-request 60s
                option redispatch 1
                retry-on conn-failure empty-response

            frontend shop:18080
                bind 0.0.0.0:18080
                log-format "abc %b %s %ST %Ta %ci"
                default_backend shop:18080

            backend shop:18080
                balance roundrobin
                timeout server 60000ms
                retries 3
                http-request disable-l7-retry unless { method GET HEAD OPTIONS }
                server shop-1 10.200.7.2:8080
                server shop-2 10.200.7.3:8080 disabled

            frontend shop:18443
                bind 0.0.0.0:18443 accept-proxy
                log-format "abc %b %s %ST %Ta %ci"
                default_backend shop:18443

            backend shop:18443
                balance source
                timeout server 60000ms
                retries 5
                http-request disable-l7-retry unless { method GET HEAD OPTIONS }
                hash-type consistent

            frontend stock:127.0.0.1:18081
                bind 127.0.0.1:18081
                log-format "abc %b %s %ST %Ta %ci"
                default_backend stock:127.0.0.1:18081

            backend stock:127.0.0.1:18081
                balance leastconn
                timeout server 2500ms
                retries 3
                http-request disable-l7-retry unless { method GET HEAD OPTIONS }
                server stock-1 10.200.7.4:80 disabled

            """
        #expect(Self.all.text(in: Self.folder, log: Self.log) == text)
    }

    @Test("HAProxy itself finds nothing wrong with it", .enabled(if: BalancerProcess.program != nil))
    func accepted() async throws {
        let file = FileManager.default.temporaryDirectory.path + "/haproxy-\(UUID()).cfg"
        defer { try? FileManager.default.removeItem(atPath: file) }
        try Self.all.text(in: Self.folder, log: Self.log).write(toFile: file, atomically: true, encoding: .utf8)
        let result = try await Command(try #require(BalancerProcess.program), ["-c", "-f", file]).result()
        #expect(result.status == 0, "\(result.output)\(result.errorOutput)")
        #expect(!(result.output + result.errorOutput).contains("[WARNING]"), "\(result.errorOutput)")
    }

    @Test("a folder whose sockets' paths are too long is refused")
    func longPath() throws {
        let folder = BalancerFolder(stateDirectory: "/" + String(repeating: "x", count: 80))
        #expect(throws: BalancerError.self) { try folder.check() }
        try Self.folder.check()
    }
}
