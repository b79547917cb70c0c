@preconcurrency import Dispatch
import Glibc
import Synchronization

/// The socket that HAProxy tells each request to: datagrams on the loopback, which it rather drops than waits for.
///
/// UDP rather than a UNIX socket: the kernel lets ten datagrams wait at one of those, but megabytes at one of these. As
/// anybody on the machine can send there, what counts carries a word that only the two know.
public final class TrafficLog: Sendable {
    /// Where it is, as HAProxy is told.
    public let target: Target

    /// Where HAProxy tells of requests.
    public struct Target: Hashable, Sendable {
        /// The port of 127.0.0.1.
        public var port: UInt16
        /// What each line begins with.
        public var word: String

        public init(port: UInt16, word: String) {
            self.port = port
            self.word = word
        }
    }

    private let socket: Int32
    private let source: any DispatchSourceRead
    private let meter: Mutex<TrafficMeter>

    /// Room for what comes while nobody reads, in bytes; the kernel may give less.
    private static let room: Int32 = 8 << 20

    /// Begins to listen on a port that the kernel gives.
    ///
    /// - Throws: ``BalancerError/system(action:reason:)``.
    public init(meter: TrafficMeter = TrafficMeter()) throws(BalancerError) {
        let socket = Glibc.socket(
            AF_INET, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
        guard socket >= 0, let port = Self.bind(socket) else {
            let reason = String(cString: strerror(errno))
            if socket >= 0 { close(socket) }
            throw .system(action: "listen on a UDP port of 127.0.0.1", reason: reason)
        }
        var size = Self.room
        // Above the system's limit where that is allowed; below it otherwise.
        if setsockopt(socket, SOL_SOCKET, SO_RCVBUFFORCE, &size, socklen_t(MemoryLayout<Int32>.size)) != 0 {
            setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        }
        var random = SystemRandomNumberGenerator()
        target = Target(port: port, word: (0..<2).map { _ in String(random.next(), radix: 36) }.joined())
        self.socket = socket
        self.meter = Mutex(meter)
        source = DispatchSource.makeReadSource(fileDescriptor: socket, queue: .global())
        source.setEventHandler { [weak self] in self?.read() }
        source.setCancelHandler { close(socket) }
        source.resume()
    }

    deinit { source.cancel() }

    /// What has come since the last time.
    ///
    /// - Parameter networks: what requests are told apart by from now on.
    public func closeWindow(beginning networks: ClientNetworks = ClientNetworks()) -> TrafficMeter.Window {
        read()
        return meter.withLock { meter in
            defer { meter.networks = networks }
            return meter.close()
        }
    }

    private func read() {
        var buffer = [UInt8](repeating: 0, count: 2048)
        meter.withLock { meter in
            while true {
                let count = recv(socket, &buffer, buffer.count, 0)
                if count < 0, errno == EINTR { continue }
                guard count >= 0 else { return }
                let line = String(decoding: buffer[..<count], as: UTF8.self)
                if let record = RequestRecord(line, word: target.word) { meter.note(record) }
            }
        }
    }

    /// Binds to a free port of the loopback; errno says why not.
    private static func bind(_ socket: Int32) -> UInt16? {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                Glibc.bind(socket, pointer, size) == 0 ? getsockname(socket, pointer, &size) : -1
            }
        }
        return result == 0 ? UInt16(bigEndian: address.sin_port) : nil
    }
}
