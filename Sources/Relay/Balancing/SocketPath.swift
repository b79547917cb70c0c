import Glibc

/// A path as the address of a UNIX socket.
struct SocketPath {
    private var address = sockaddr_un()

    /// Nil for a path that is too long for one.
    init?(_ path: String) {
        let bytes = Array(path.utf8)
        let room = MemoryLayout.size(ofValue: address.sun_path)
        guard bytes.count < room else { return nil }
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    }

    /// Connects a socket; errno says why not.
    func connect(_ socket: Int32) -> Bool { withAddress { Glibc.connect(socket, $0, $1) } == 0 }

    /// Binds a socket; errno says why not.
    func bind(_ socket: Int32) -> Bool { withAddress { Glibc.bind(socket, $0, $1) } == 0 }

    private func withAddress<Value>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Value) -> Value {
        withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
