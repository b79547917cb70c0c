import Glibc

/// Passes on the result of a system call that says -1 for failure, and repeats one that a signal interrupted.
///
/// - Throws: ``FileError``.
@discardableResult
package func check<Result: SignedInteger>(
    _ operation: String, _ path: @autoclosure () -> String, _ call: () -> Result
) throws(FileError) -> Result {
    while true {
        let result = call()
        if result >= 0 { return result }
        if errno != EINTR { throw FileError(operation, path()) }
    }
}

/// Writes all bytes to a place in a file.
///
/// - Throws: ``FileError``.
package func writeAll(
    _ bytes: UnsafeRawBufferPointer, to file: Int32, at offset: Int64, _ path: @autoclosure () -> String
) throws(FileError) {
    var done = 0
    while done < bytes.count {
        done += try check("write", path()) {
            pwrite(file, bytes.baseAddress.map { $0 + done }, bytes.count - done, off_t(offset) + off_t(done))
        }
    }
}
