/// Finds where bytes stop being UTF-8.
enum UTF8Check {
    /// The offset of the first byte that is part of no character; nil if there is none.
    static func firstFault(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard bytes.contains(where: { $0 >= 0x80 }) else { return nil }
        var decoder = UTF8.ForwardParser()
        var (iterator, offset) = (bytes.makeIterator(), 0)
        while true {
            switch decoder.parseScalar(from: &iterator) {
            case .valid(let scalar): offset += scalar.count
            case .error: return offset
            case .emptyInput: return nil
            }
        }
    }
}
