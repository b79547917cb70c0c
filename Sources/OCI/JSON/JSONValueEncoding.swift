/// The members of an object, for ``JSONValueEncoder``.
struct JSONObjectEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let slot: JSONSlot
    let codingPath: [any CodingKey]

    mutating func encodeNil(forKey key: Key) throws { slot.set(key.stringValue, JSONSlot(.null)) }

    mutating func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        if let value = value as? UnknownFields {
            slot.unknown = value
        } else {
            try encoder(key).encode(value)
        }
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        encoder(key).container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        encoder(key).unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder { encoder(JSONKey(stringValue: "super")) }

    mutating func superEncoder(forKey key: Key) -> any Encoder { encoder(key) }

    private func encoder(_ key: any CodingKey) -> JSONValueEncoder {
        let member = JSONSlot()
        slot.set(key.stringValue, member)
        return JSONValueEncoder(slot: member, codingPath: codingPath + [key])
    }
}

/// The elements of an array, for ``JSONValueEncoder``.
struct JSONArrayEncoding: UnkeyedEncodingContainer {
    let slot: JSONSlot
    let codingPath: [any CodingKey]

    var count: Int { slot.count }

    mutating func encodeNil() throws { slot.append(JSONSlot(.null)) }

    mutating func encode<Value: Encodable>(_ value: Value) throws { try encoder().encode(value) }

    mutating func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        encoder().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { encoder().unkeyedContainer() }

    mutating func superEncoder() -> any Encoder { encoder() }

    private func encoder() -> JSONValueEncoder {
        let element = JSONSlot()
        let path = codingPath + [JSONKey(intValue: slot.count)]
        slot.append(element)
        return JSONValueEncoder(slot: element, codingPath: path)
    }
}
