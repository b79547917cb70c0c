@preconcurrency import Dispatch
import Glibc

/// A cable between two interfaces that hands on each frame some time after it came, both ways, as if the ends were far apart.
final class DelayingWire: Sendable {
    private let sources: [any DispatchSourceRead]

    /// - Parameters:
    ///   - interfaces: two interfaces of this network namespace.
    ///   - delay: how long each way takes, in seconds.
    /// - Throws: `WireError` for an interface that can't be opened.
    init(between interfaces: [String], delay: Double) throws {
        let sockets = try interfaces.map(Self.open)
        let way = DispatchQueue(label: "wire")
        sources = zip(sockets, sockets.reversed()).map { from, to in
            let source = DispatchSource.makeReadSource(fileDescriptor: from, queue: .global())
            source.setEventHandler {
                while let frame = Self.read(from) {
                    way.asyncAfter(deadline: .now() + delay) { _ = send(to, frame, frame.count, 0) }
                }
            }
            source.setCancelHandler { close(from) }
            source.resume()
            return source
        }
    }

    deinit { sources.forEach { $0.cancel() } }

    struct WireError: Error {
        let interface: String
        let code: Int32
    }

    /// Room for a frame that the kernel is yet to cut (64 KiB), and what it says of it.
    private static let room = 70_000
    // packet(7), which Glibc doesn't have as constants.
    private static let level: Int32 = 263
    private static let (saysOfFrames, ignoresOwn): (Int32, Int32) = (15, 23)

    private static func open(_ interface: String) throws -> Int32 {
        let everything = UInt16(3).bigEndian
        let socket = Glibc.socket(
            17, Int32(SOCK_RAW.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), Int32(everything))
        var on: Int32 = 1
        // Checksums that are yet to be worked out are handed on as such.
        for option in [saysOfFrames, ignoresOwn] {
            setsockopt(socket, level, option, &on, socklen_t(MemoryLayout<Int32>.size))
        }
        // struct sockaddr_ll: family, protocol, interface, and what isn't asked for.
        var address = [UInt8](repeating: 0, count: 20)
        address.withUnsafeMutableBytes { bytes in
            bytes.storeBytes(of: 17, toByteOffset: 0, as: UInt16.self)
            bytes.storeBytes(of: everything, toByteOffset: 2, as: UInt16.self)
            bytes.storeBytes(of: if_nametoindex(interface), toByteOffset: 4, as: UInt32.self)
        }
        let result = address.withUnsafeBytes { bytes in
            bytes.baseAddress.map { bind(socket, $0.assumingMemoryBound(to: sockaddr.self), 20) } ?? -1
        }
        guard socket >= 0, result == 0 else { throw WireError(interface: interface, code: errno) }
        return socket
    }

    private static func read(_ socket: Int32) -> [UInt8]? {
        let frame = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            count = max(0, recv(socket, buffer.baseAddress, buffer.count, 0))
        }
        return frame.isEmpty ? nil : frame
    }
}
