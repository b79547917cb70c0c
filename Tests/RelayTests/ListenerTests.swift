import Foundation
import Glibc
import Testing

@testable import Relay

@Suite struct ListenerTests {
    private static let header = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n"

    /// Lines as /proc/net/tcp and tcp6 have them: a listener on all addresses, one on 127.0.0.1, a connection; a
    /// listener on all IPv6 addresses, one on ::1, one on an IPv4 address in IPv6 form.
    private static let tcp =
        header + """
               0: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 101 1
               1: 0100007F:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 102 1
               2: 0100007F:0051 0100007F:9999 01 00000000:00000000 00:00000000 00000000     0        0 103 1
            """
    private static let tcp6 =
        header + """
               0: 00000000000000000000000000000000:0050 00000000000000000000000000000000:0000 0A 0:0 0:0 0 0 0 104 1
               1: 00000000000000000000000001000000:0051 00000000000000000000000000000000:0000 0A 0:0 0:0 0 0 0 105 1
               2: 0000000000000000FFFF00000100007F:0052 00000000000000000000000000000000:0000 0A 0:0 0:0 0 0 0 106 1
            """

    @Test func onlyListenersAreFound() {
        #expect(Listener.parse(Self.tcp, transport: .tcp).map(\.inode) == [101, 102])
    }

    @Test(
        arguments: [
            ("8080:80", 101), ("127.0.0.1:8080:80", 101), ("80:80", 102), ("127.0.0.1:80:80", 102),
            ("192.0.2.7:80:80", 104), ("81:80", nil), ("127.0.0.1:82:80", 106), ("8080:80/udp", nil),
        ] as [(String, UInt64?)])
    func aListenerHoldsWhatWouldReachIt(publication: String, inode: UInt64?) throws {
        let port = try PublishedPort(publication)
        let listeners = Listener.parse(Self.tcp, transport: .tcp) + Listener.parse(Self.tcp6, transport: .tcp)
        #expect(listeners.first { $0.holds(port) }?.inode == inode)
    }

    @Test func aProcessThatListensIsNamed() throws {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        try #require(Glibc.listen(socket, 1) == 0)
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = getsockname(socket, $0, &size) }
        }
        let port = PublishedPort(hostPort: UInt16(bigEndian: address.sin_port), port: 80)
        let listener = try #require(Listener.all().first { $0.holds(port) })
        guard case .process(let id, let name) = listener.holder() else {
            Issue.record("no process was found")
            return
        }
        #expect(id == getpid())
        #expect(name?.isEmpty == false)
    }
}
