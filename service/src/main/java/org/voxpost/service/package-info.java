/** To be described. */
@NullMarked
package org.voxpost.service;

import org.jspecify.annotations.NullMarked;
