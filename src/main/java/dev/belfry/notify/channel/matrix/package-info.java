/**
 * Matrix: a notice in a room; the id of the message is the transaction, so that a repeated attempt
 * is no second notice,
 * https://spec.matrix.org/v1.11/client-server-api/#put_matrixclientv3roomsroomidsendeventtypetxnid.
 */
@NullMarked
package dev.belfry.notify.channel.matrix;

import org.jspecify.annotations.NullMarked;
