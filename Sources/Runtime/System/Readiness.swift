import Glibc

/// Waits until a descriptor can be read: a pipe with data, a process that ended, a folder that changed.
///
/// - Returns: false if the time was up first.
/// - Throws: `CancellationError` as soon as the task is cancelled.
func awaitReadable(_ descriptor: OpenDescriptor, within limit: Duration?) async throws -> Bool {
    let deadline = limit.map { ContinuousClock.now + $0 }
    let cancellation = try OpenDescriptor.pipe()
    let ready = try await withTaskCancellationHandler {
        try await Blocking.run {
            try pollReadable(descriptor.number, cancellation: cancellation.read.number, until: deadline)
        }
    } onCancel: {
        _ = write(cancellation.write.number, [1], 1)
    }
    try Task.checkCancellation()
    return ready
}

/// Whether a descriptor can be read now.
func isReadable(_ descriptor: OpenDescriptor) -> Bool {
    var entry = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
    return poll(&entry, 1, 0) > 0
}

private func pollReadable(
    _ descriptor: Int32, cancellation: Int32, until deadline: ContinuousClock.Instant?
) throws(RuntimeError) -> Bool {
    while true {
        var entries = [
            pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: cancellation, events: Int16(POLLIN), revents: 0),
        ]
        let left = deadline.map { max(0, ($0 - .now).milliseconds) }
        let count = poll(&entries, 2, Int32(min(left ?? -1, Int64(Int32.max))))
        if count > 0 { return entries[0].revents != 0 }
        if count == 0, let left, left < Int64(Int32.max) { return false }
        if count < 0, errno != EINTR {
            throw .system(operation: "wait for", path: "descriptor \(descriptor)", code: errno)
        }
    }
}

extension Duration {
    /// In milliseconds, rounded up, so that a wait is never shorter than asked; the greatest number if it's too long.
    var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        return overflow ? .max - 1000 : whole + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    }
}
