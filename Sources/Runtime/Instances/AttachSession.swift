import Glibc

/// The traffic between this process's standard input and outputs and an attach socket.
struct AttachSession: Sendable {
    let instance: String
    let socket: OpenDescriptor
    let keys: DetachKeys
    var input: Int32 = 0
    var output: Int32 = 1
    var errors: Int32 = 2

    /// Carries bytes both ways until the other side ends, the keys are typed, or the task is cancelled.
    func run() async throws {
        let cancellation = try OpenDescriptor.pipe()
        try await withTaskCancellationHandler {
            try await Blocking.run { try carry(cancellation: cancellation.read) }
        } onCancel: {
            _ = write(cancellation.write.number, [1], 1)
        }
        try Task.checkCancellation()
    }

    private func carry(cancellation: OpenDescriptor) throws(RuntimeError) {
        var keys = keys
        var readsInput = true
        while true {
            var entries = [
                pollfd(fd: socket.number, events: Int16(POLLIN), revents: 0),
                pollfd(fd: cancellation.number, events: Int16(POLLIN), revents: 0),
                pollfd(fd: readsInput ? input : -1, events: Int16(POLLIN), revents: 0),
            ]
            if poll(&entries, 3, -1) < 0 {
                if errno == EINTR { continue }
                throw .system(operation: "wait for", path: "the terminal of \(instance)", code: errno)
            }
            if entries[1].revents != 0 { return }
            if entries[0].revents != 0, try !takeOutput() { return }
            if entries[2].revents != 0 {
                switch try giveInput(&keys) {
                case .more: break
                case .end: readsInput = false
                case .detached: return
                }
            }
        }
    }

    private enum Input {
        case more, end, detached
    }

    /// Packets of more than 8 KiB would be cut off by conmon.
    private func giveInput(_ keys: inout DetachKeys) throws(RuntimeError) -> Input {
        var buffer = [UInt8](repeating: 0, count: 8192)
        let count = read(input, &buffer, buffer.count)
        if count < 0, errno == EINTR { return .more }
        guard count > 0 else {
            shutdown(socket.number, Int32(SHUT_WR))
            return .end
        }
        let (passed, detached) = keys.filter(buffer[..<count])
        // Should the monitor have gone, the socket's end says so on the other side.
        if !passed.isEmpty { _ = send(socket.number, passed, passed.count, Int32(MSG_NOSIGNAL)) }
        return detached ? .detached : .more
    }

    /// - Returns: false at the end.
    private func takeOutput() throws(RuntimeError) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        let count = recv(socket.number, &buffer, buffer.count, 0)
        if count < 0 { return errno == EINTR }
        guard count > 0 else { return false }
        // Packets begin with the stream's number: 2 is standard output, 3 standard error.
        let target: Int32 = buffer[0] == 3 ? errors : output
        var rest = buffer[1..<count]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { write(target, $0.baseAddress, $0.count) }
            if written < 0, errno != EINTR { return false }
            rest = rest.dropFirst(max(0, written))
        }
        return true
    }
}
